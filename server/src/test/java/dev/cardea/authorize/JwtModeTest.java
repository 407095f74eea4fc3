package dev.cardea.authorize;

import com.nimbusds.jwt.SignedJWT;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("JARM: JWT Secured Authorization Response Mode")
class JwtModeTest {
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("jarm", "grant_types: [authorization_code, implicit],"
                + " response_types: [code, code id_token], authorization_signed_response_alg: ES256"));
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> open(String type, String mode, String... overrides) {
        var parameters = request(overrides);
        parameters.putAll(Map.of("client_id", "jarm", "response_type", type, "response_mode", mode));
        parameters.putIfAbsent("scope", "openid");
        if (overrides.length == 0) parameters.put("scope", "openid");
        return alice.open(parameters);
    }

    private static Map<String, Object> verified(String jwt) throws Exception {
        var token = SignedJWT.parse(jwt);
        assertThat(token.getHeader().getAlgorithm()).hasToString("ES256");
        assertThat(TestJwks.of(cardea).verifies(token)).isTrue();
        return TestCardea.claims(jwt);
    }

    @ParameterizedTest
    @CsvSource({"code, query.jwt, ?", "code, fragment.jwt, #", "code, jwt, ?", "code id_token, jwt, #",
            "code id_token, fragment.jwt, #" })
    void sends_the_answer_as_one_signed_jwt(String type, String mode, String separator) throws Exception { // §2.3
        var response = open(type, mode);
        assertThat(TestBrowser.location(response)).startsWith(REDIRECT + separator + "response=");
        var answer = TestBrowser.answer(response);
        assertThat(answer).containsOnlyKeys("response");
        var claims = verified(answer.get("response"));
        assertThat(claims).containsEntry("iss", ISSUER) // §2.1
                .containsEntry("aud", "jarm")
                .containsEntry("exp", (int) cardea.clock.instant().getEpochSecond() + 600)
                .containsEntry("state", "s-1")
                .containsKey("code");
        assertThat(claims.containsKey("id_token")).isEqualTo(type.contains("id_token"));
    }

    @Test
    void posts_it_where_asked_to() throws Exception { // §2.3.3
        var fields = TestBrowser.hidden(open("code", "form_post.jwt"));
        assertThat(fields).containsOnlyKeys("response");
        var code = (String) verified(fields.get("response")).get("code");
        assertThat(cardea.tokenAs("jarm", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                REDIRECT, "code_verifier", TestCardea.VERIFIER)).statusCode()).isEqualTo(200);
    }

    @Test
    void signs_refusals_too() throws Exception { // §2.1
        var claims = verified(TestBrowser.answer(open("code", "jwt", "scope", "banana")).get("response"));
        assertThat(claims).containsEntry("error", "invalid_scope")
                .containsEntry("state", "s-1")
                .containsEntry("aud", "jarm")
                .containsKey("error_description");
    }

    @Test
    void is_published() {
        assertThat(TestCardea.json(cardea.get("/.well-known/openid-configuration")))
                .extracting("response_modes_supported", "authorization_signing_alg_values_supported")
                .satisfies(both -> {
                    assertThat(both.getFirst().toString())
                            .isEqualTo("[query, fragment, form_post, query.jwt, fragment.jwt, form_post.jwt, jwt]");
                    assertThat(both.getLast().toString()).contains("RS256", "ES256");
                });
    }
}
