package dev.cardea.fapi;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import dev.cardea.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("FAPI 2.0 Security Profile §5.3.2 for a client with profile fapi2")
class Fapi2Test {
    private static final TestKey KEY = TestKey.es256();
    private static final TestKey EDDSA = TestKey.edDsa();
    private static final TestKey PS256 = TestKey.rsa("PS256", TestKey.pair("RSA", 2048));
    private static final TestKey RS256 = TestKey.rsa("RS256", TestKey.pair("RSA", 2048));
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        var keys = "{\"keys\": [" + String.join(",", KEY.jwk(), EDDSA.jwk(), PS256.jwk(), RS256.jwk()) + "]}";
        cardea = new TestCardea(
                """
                          - { client_id: bank, profile: fapi2, jwks: %s, redirect_uris: ["%s"], consent: first_party, grant_types: [authorization_code, refresh_token], scope: openid profile email offline_access }
                        """
                        .formatted(keys, TestCardea.REDIRECT));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static FapiClient bank() {
        return new FapiClient(cardea, "bank", KEY);
    }

    private static void assertRefused(HttpResponse<String> response, String error, String hint) {
        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(json(response)).containsEntry("error", error).doesNotContainKeys("request_uri", "access_token");
        assertThat(json(response).get("error_description").toString()).contains(hint);
    }

    private static String algorithm(Object jwt) {
        var header = ((String) jwt).split("\\.")[0];
        return (String) Json.object(new String(Base64.getUrlDecoder().decode(header),
                StandardCharsets.UTF_8)).get("alg");
    }

    @Test
    void the_whole_flow_works_and_signs_with_what_is_allowed() { // §5.4.1
        for (var key : List.of(KEY, EDDSA, PS256)) {
            var bank = new FapiClient(cardea, "bank", key);
            var answer = TestBrowser.answer(bank.authorize(bank.push()));
            assertThat(answer).containsEntry("iss", ISSUER).containsEntry("state", "s-1"); // §5.3.2.2
            var tokens = json(bank.redeem(answer.get("code")));
            assertThat(tokens).containsEntry("token_type", "DPoP");
            assertThat(algorithm(tokens.get("access_token"))).isEqualTo("PS256");
            assertThat(algorithm(tokens.get("id_token"))).isEqualTo("PS256");
            assertThat(bank.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_refresh_token_is_kept() { // §5.3.2.1: no rotation
        var bank = bank();
        var first = json(bank.redeem(bank.code()));
        for (int i = 0; i < 3; i++) {
            cardea.clock.advance(Duration.ofMinutes(10)); // each use prolongs it
            var again = json(bank.refresh(first.get("refresh_token")));
            assertThat(again).containsKey("access_token").doesNotContainKey("refresh_token");
            assertThat(bank.userinfo(again.get("access_token")).statusCode()).isEqualTo(200);
        }
        cardea.clock.advance(Duration.ofMinutes(16));
        assertRefused(bank.refresh(first.get("refresh_token")), "invalid_grant", "expired");
    }

    @Test
    void a_request_that_was_not_pushed_is_refused() { // §5.3.2.2
        var refused = cardea.signedIn(TestCardea.ALICE)
                .get("/oauth2/auth?" + TestBrowser.encode(request("client_id", "bank")));
        assertThat(TestBrowser.answer(refused)).containsEntry("error", "invalid_request").doesNotContainKey("code");
        var object = cardea.signedIn(TestCardea.ALICE)
                .get("/oauth2/auth?" + TestBrowser.encode(
                        request("client_id", "bank", "request", KEY.sign(bank().members()))));
        assertThat(TestBrowser.answer(object)).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void a_push_without_pkce_or_redirect_uri_is_refused() { // §5.3.2.2
        assertRefused(bank().push("code_challenge", "", "code_challenge_method", ""), "invalid_request",
                "code_challenge");
        assertRefused(bank().push("code_challenge_method", "plain"), "invalid_request", "S256");
        assertRefused(bank().push("redirect_uri", "", "scope", "profile"), "invalid_request", "redirect_uri");
        assertRefused(bank().push("response_type", "code id_token"), "unauthorized_client", "response_type");
    }

    @Test
    void a_push_without_authentication_is_refused() { // §5.3.2.2
        assertRefused(cardea.post(FapiClient.PAR, request("client_id", "bank")), "invalid_client", "");
        assertRefused(cardea.post(FapiClient.PAR, request("client_id", "bank"), "Authorization",
                TestCardea.basic("bank", TestCardea.SECRET)), "invalid_client", "");
    }

    @Test
    void an_assertion_is_for_the_issuer_as_a_string_and_nothing_else() { // §5.3.2.1
        for (var audience : List.<Object>of(List.of(ISSUER), ISSUER + "/oauth2/par", ISSUER + "/",
                List.of(ISSUER, "https://elsewhere.example"))) {
            var bank = bank();
            bank.audience = audience;
            assertRefused(bank.push(), "invalid_client", "");
        }
        cardea.clock.advance(Duration.ofMinutes(1)); // the limit of guesses
    }

    @Test
    void weaker_signatures_are_refused() { // §5.4.1
        var bank = bank();
        bank.assertionKey = RS256;
        assertRefused(bank.push(), "invalid_client", "");
        var other = bank();
        other.proofKey = RS256;
        assertRefused(other.push(), "invalid_dpop_proof", "ES256, EdDSA, PS256");
        assertRefused(bank().pushObject(RS256, bank().members()), "invalid_request_object", "ES256, EdDSA, PS256");
    }

    @Test
    void tokens_without_a_key_are_not_to_be_had() { // §5.3.2.1
        var bank = bank();
        var code = bank.code();
        bank.withProof = false;
        assertRefused(bank.redeem(code), "invalid_dpop_proof", "DPoP");
        var thief = bank();
        thief.proofKey = EDDSA; // the code is bound to the key of the push (RFC 9449 §10.1)
        assertRefused(thief.redeem(code), "invalid_grant", "");
    }

    @Test
    void a_code_is_good_for_a_minute_once() { // §5.3.2.1, §5.3.2.2
        var bank = bank();
        var late = bank.code();
        cardea.clock.advance(Duration.ofSeconds(61));
        assertRefused(bank.redeem(late), "invalid_grant", "");
        var code = bank.code();
        var tokens = json(bank.redeem(code));
        assertRefused(bank.redeem(code), "invalid_grant", "");
        assertThat(bank.userinfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void tokens_in_the_query_are_not_read() { // §5.3.4
        var bank = bank();
        var token = json(bank.redeem(bank.code())).get("access_token");
        assertThat(cardea.get("/userinfo?" + TestBrowser.encode(Map.of("access_token", (String) token))).statusCode())
                .isEqualTo(401);
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void redirects_to_the_application_are_303_or_302_and_never_307() { // §5.3.2.2
        assertThat(bank().authorize(bank().push()).statusCode()).isIn(302, 303);
    }
}
