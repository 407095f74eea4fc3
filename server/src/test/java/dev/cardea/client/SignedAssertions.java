package dev.cardea.client;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

/// Assertions of the clients of a server under test, and what it answers to them.
record SignedAssertions(TestCardea cardea) {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    Map<String, Object> claims(String client) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", client);
        claims.put("sub", client);
        claims.put("aud", ISSUER + "/oauth2/token");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now());
        claims.put("exp", now() + 60);
        return claims;
    }

    Map<String, Object> with(String client, String name, Object value) {
        var claims = claims(client);
        if (value == null) claims.remove(name);
        else
            claims.put(name, value);
        return claims;
    }

    HttpResponse<String> asked(String assertion, String... more) {
        return sent("/oauth2/token", assertion, more);
    }

    HttpResponse<String> sent(String path, String assertion, String... more) {
        var form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "token", "x",
                "client_assertion_type", TYPE, "client_assertion", assertion));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return cardea.post(path, form);
    }

    static void assertThatRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
}
