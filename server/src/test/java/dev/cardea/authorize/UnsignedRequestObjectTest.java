package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §6.1 request objects that nobody signed, where features.unsigned_request_objects is on")
class UnsignedRequestObjectTest {
    private static final TestKey KEY = TestKey.es256();
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("open", "jwks: " + KEY.jwks())
                + TestCardea.client("strict", "require_signed_request_object: true, jwks: " + KEY.jwks())
                + TestCardea.client("signer", "request_object_signing_alg: ES256, jwks: " + KEY.jwks())
                + """
                          - { client_id: bank, profile: fapi2, jwks: %s, redirect_uris: ["%s"] }
                        features: { unsigned_request_objects: true }
                        """.formatted(KEY.jwks(), TestCardea.REDIRECT));
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> send(String client, Map<String, String> members) {
        var claims = new LinkedHashMap<String, Object>(members);
        claims.put("client_id", client);
        var object = TestKey.encode(Json.bytes(Map.of("alg", "none"))) + "." + TestKey.encode(Json.bytes(claims)) + ".";
        var address = new LinkedHashMap<>(request("client_id", client, "request", object));
        return alice.get("/oauth2/auth?" + TestBrowser.encode(address));
    }

    @Test
    void are_taken_of_a_client_that_registered_no_algorithm() {
        assertThat(TestBrowser.answer(send("open", request("state", "inside"))))
                .containsEntry("state", "inside")
                .containsKey("code");
        var listed = json(cardea.get("/.well-known/openid-configuration"))
                .get("request_object_signing_alg_values_supported");
        assertThat(listed.toString()).contains("none");
    }

    @Test
    void are_refused_of_clients_that_registered_otherwise() {
        for (var client : new String[]{"strict", "signer", "bank" })
            Refusals.assertSent(send(client, request()), "invalid_request_object");
    }

    @Test
    void lead_nowhere_but_to_a_registered_redirect_uri() {
        Refusals.assertShown(send("open", request("redirect_uri", "https://evil.test/")));
    }
}
