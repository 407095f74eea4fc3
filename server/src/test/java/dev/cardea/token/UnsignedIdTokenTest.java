package dev.cardea.token;

import dev.cardea.TestCardea;
import dev.cardea.config.InvalidSettings;
import dev.cardea.json.Json;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("OIDC Core §2 ID tokens that nobody signed, where features.unsigned_id_tokens is on")
class UnsignedIdTokenTest {
    private static final String ON = "features: { unsigned_id_tokens: true, dynamic_registration: open }\n";
    private static final String NONE = "id_token_signed_response_alg: none";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("plain", NONE) + TestCardea.client("usual", "client_name: Usual") + ON);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void are_for_clients_that_registered_for_them() {
        var token = (String) cardea.tokensOf("plain").get("id_token");
        assertThat(token.split("\\.", -1)[2]).isEmpty();
        assertThat(Json.object(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), UTF_8)))
                .isEqualTo(Map.of("alg", "none"));
        assertThat(claims(token)).containsEntry("aud", "plain")
                .containsEntry("nonce", "n-1")
                .doesNotContainKey("at_hash");
        assertThat(cardea.tokensOf("usual").get("id_token").toString().split("\\.")).hasSize(3);
        assertThat(json(cardea.get("/.well-known/openid-configuration")).get("id_token_signing_alg_values_supported")
                .toString()).contains("none");
    }

    @Test
    void prove_nothing_when_they_come_back() {
        var token = (String) cardea.tokensOf("plain").get("id_token");
        var answer = cardea.get("/oauth2/sessions/logout?id_token_hint=" + token);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id_token_hint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"response_types: [code, id_token]", "response_types: [\"code id_token\"]",
            "profile: fapi2, token_endpoint_auth_method: private_key_jwt" })
    void are_for_nobody_who_is_sent_them_by_the_browser_or_must_be_strict(String setting) {
        assertThatThrownBy(() -> new TestCardea(TestCardea.client("front", NONE + ", " + setting) + ON))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("id_token_signed_response_alg");
    }

    @Test
    void are_not_offered_otherwise() {
        assertThatThrownBy(() -> new TestCardea(TestCardea.client("plain", NONE)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("id_token_signed_response_alg");
    }
}
