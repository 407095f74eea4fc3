package dev.cardea.registration;

import dev.cardea.TestCardea;
import dev.cardea.audit.AuditLog;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// What a developer does who registers a client.
final class TestRegistration {
    private TestRegistration() {}

    static TestCardea open(String registration) {
        return new TestCardea("features: { dynamic_registration: open }\nregistration: { per_hour: 1000"
                + registration + " }\n");
    }

    /// Metadata with a redirect URI, changed by names and values; null leaves a name out.
    static Map<String, @Nullable Object> metadata(Object... overrides) {
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("redirect_uris", List.of(TestCardea.REDIRECT));
        metadata.put("client_name", "Newcomer");
        for (int i = 0; i < overrides.length; i += 2) metadata.put((String) overrides[i], overrides[i + 1]);
        metadata.values().removeIf(Objects::isNull);
        return metadata;
    }

    static HttpResponse<String> send(TestCardea cardea, Map<String, ?> metadata, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return cardea.send("POST", "/oauth2/register", Json.text(metadata), all);
    }

    static Map<String, Object> registered(TestCardea cardea, Object... overrides) {
        var response = send(cardea, metadata(overrides));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestCardea.json(response);
    }

    static void assertRefused(HttpResponse<String> response, String error, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(TestCardea.json(response)).containsEntry("error", error);
        assertThat((String) TestCardea.json(response).get("error_description")).contains(why);
    }

    /// A request at the registration's own address.
    static HttpResponse<String> manage(TestCardea cardea, String method, Map<String, Object> registration,
            @Nullable Map<String, ?> body) {
        var path = "/oauth2/register/" + registration.get("client_id");
        var bearer = "Bearer " + registration.get("registration_access_token");
        return body == null
                ? cardea.send(method, path, "", "Authorization", bearer)
                : cardea.send(method, path, Json.text(body), "Authorization", bearer, "Content-Type",
                        "application/json");
    }

    static String initialToken(TestCardea cardea, int uses) {
        var stores = cardea.server.stores();
        return new InitialAccessTokens(stores.registrations(), new AuditLog(stores.audit(),
                cardea.clock), new SecureRandom(), cardea.clock).issue(Duration.ofHours(1), uses);
    }

    /// The token answer that the registered client gets for Alice.
    static HttpResponse<String> signIn(TestCardea cardea, Map<String, Object> registration) {
        var id = (String) registration.get("client_id");
        var code = cardea.givenCode("client_id", id, "scope", "openid email");
        return cardea.post("/oauth2/token",
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", TestCardea.REDIRECT,
                        "code_verifier", TestCardea.VERIFIER),
                "Authorization", TestCardea.basic(id, (String) registration.get("client_secret")));
    }
}
