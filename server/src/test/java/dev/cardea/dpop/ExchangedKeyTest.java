package dev.cardea.dpop;

import com.nimbusds.jose.jwk.ECKey;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9449 §7 bound tokens in a token exchange (RFC 8693)")
class ExchangedKeyTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final ECKey KEY = TestProof.key();

    private static HttpResponse<String> token(TestCardea cardea, String client, Map<String, String> form,
            ECKey... key) {
        var path = "/oauth2/token";
        return key.length == 0
                ? cardea.post(path, form, "Authorization", basic(client, SECRET))
                : cardea.post(path, form, "Authorization", basic(client, SECRET), "DPoP",
                        new TestProof(key[0], cardea, "POST", path).toString());
    }

    @Test
    void need_a_proof_made_with_their_key() {
        try (var cardea = new TestCardea(TestCardea.client("front", "scope: openid")
                + TestCardea.client("back", "scope: openid, grant_types: ['" + GRANT + "'], response_types: [],"
                        + " token_exchange: { subject_clients: [front], impersonation: true }"))) {
            var code = cardea.givenCode("client_id", "front", "scope", "openid");
            var subject = json(token(cardea, "front", Map.of("grant_type", "authorization_code", "code", code,
                    "redirect_uri", REDIRECT, "code_verifier", VERIFIER), KEY)).get("access_token").toString();
            var form = Map.of("grant_type", GRANT, "subject_token", subject, "subject_token_type",
                    "urn:ietf:params:oauth:token-type:access_token");
            assertThat(json(token(cardea, "back", form))).containsEntry("error", "invalid_request");
            assertThat(json(token(cardea, "back", form, TestProof.key()))).containsEntry("error", "invalid_request");
            var answer = json(token(cardea, "back", form, KEY));
            assertThat(answer).containsEntry("token_type", "DPoP");
            assertThat(claims(answer.get("access_token"))).containsEntry("cnf", claims(subject).get("cnf"));
        }
    }
}
