package dev.cardea.fapi;

import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("FAPI-CIBA §5.2.2, and RFC 7523 §3 at the backchannel authentication endpoint")
class FapiCibaTest {
    private static final String PATH = "/oauth2/bc-authorize";
    private static final TestKey KEY = TestKey.es256();
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(client("bank", "profile: fapi2, backchannel_authentication_request_signing_alg: ES256")
                + client("keyed", "token_endpoint_auth_method: private_key_jwt"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String client(String id, String settings) {
        return "  - { client_id: %s, grant_types: ['urn:openid:params:grant-type:ciba'], response_types: [], jwks: %s, "
                .formatted(id, KEY.jwks()) + "backchannel_token_delivery_mode: poll, " + settings + " }\n";
    }

    private static FapiClient as(String id) {
        return new FapiClient(cardea, id, KEY);
    }

    private static Map<String, Object> members() {
        long now = as("bank").now();
        return new LinkedHashMap<>(Map.of("iss", "bank", "aud", ISSUER, "iat", now, "nbf", now, "exp", now + 300, "jti",
                UUID.randomUUID().toString(), "scope", "openid", "login_hint", ALICE, "binding_message", "W4SCT"));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) {
        // CIBA Core §13: and nothing else.
        assertThat(json(response)).containsEntry("error", error).containsOnlyKeys("error", "error_description");
        assertThat(json(response).get("error_description").toString()).contains(" (error_id ");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void takes_signed_requests_with_a_binding_message_and_no_others() {
        assertThat(json(as("bank").post(PATH, Map.of("request", KEY.sign(members()))))).containsKey("auth_req_id");
        assertRefused(as("bank").post(PATH, Map.of("scope", "openid", "login_hint", ALICE, "binding_message", "x")),
                400,
                "invalid_request");
        var unbound = members();
        unbound.remove("binding_message");
        assertRefused(as("bank").post(PATH, Map.of("request", KEY.sign(unbound))), 400, "invalid_request");
    }

    @Test
    void takes_assertions_for_this_endpoint_except_of_clients_that_address_the_issuer_only() {
        var keyed = as("keyed");
        keyed.audience = ISSUER + PATH;
        assertThat(json(keyed.post(PATH, Map.of("scope", "openid", "login_hint", ALICE)))).containsKey("auth_req_id");
        keyed.audience = "https://other.example/oauth2/bc-authorize";
        assertRefused(keyed.post(PATH, Map.of("scope", "openid", "login_hint", ALICE)), 401, "invalid_client");
        var bank = as("bank");
        bank.audience = ISSUER + PATH;
        assertRefused(bank.post(PATH, Map.of("request", KEY.sign(members()))), 401, "invalid_client");
    }
}
