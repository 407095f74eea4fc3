package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7636 §4.3 code challenge, and its refusal (§4.4.1)")
class PkceRequestTest {
    private static final String OTHER = "https://other.example/cb";
    private static final String PLAIN = "https://plain.example/cb";
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea("  - { client_id: plain, client_secret: plain-secret-01234567,"
                + " redirect_uris: [https://plain.example/cb], consent: first_party, pkce_methods: [S256, plain] }\n");
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static java.net.http.HttpResponse<String> ask(String... overrides) {
        return alice.get("/oauth2/auth?" + TestBrowser.encode(request(overrides)));
    }

    @Test
    void is_required_of_a_client_that_does_not_opt_out() { // RFC 9700 §2.1.1
        Refusals.assertSent(ask("code_challenge", "", "code_challenge_method", ""), "invalid_request");
    }

    @Test
    void is_required_of_a_public_client() { // RFC 9700 §2.1.1
        var response = ask("client_id", "spa", "redirect_uri", "http://127.0.0.1/cb", "code_challenge", "",
                "code_challenge_method", "");
        assertThat(TestBrowser.answer(response)).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "s256", "S512", "S256 " })
    void is_refused_by_another_method_than_the_client_is_registered_for(String method) {
        Refusals.assertSent(ask("code_challenge_method", method), "invalid_request");
    }

    @Test
    void is_plain_without_a_method_and_so_refused() {
        Refusals.assertSent(ask("code_challenge_method", ""), "invalid_request");
    }

    @Test
    void is_refused_without_the_challenge_that_the_method_is_for() {
        Refusals.assertSent(ask("code_challenge", ""), "invalid_request");
        var optional = ask("client_id", "other", "redirect_uri", OTHER, "code_challenge", "");
        assertThat(TestBrowser.answer(optional)).containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tooshort", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw cM", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw\u00fccM" })
    void is_refused_where_it_is_malformed(String challenge) { // §4.2
        Refusals.assertSent(ask("code_challenge", challenge), "invalid_request");
    }

    @Test
    void is_refused_where_it_is_too_long() { // §4.2
        Refusals.assertSent(ask("code_challenge", "x".repeat(129)), "invalid_request");
    }

    @Test
    void may_be_left_out_by_a_client_that_opted_out() {
        assertThat(redeemByOther(codeForOther("code_challenge", "", "code_challenge_method", ""), "")).containsKey(
                "access_token");
    }

    @Test
    void binds_the_code_even_of_a_client_that_opted_out() { // §4.6
        assertThat(redeemByOther(codeForOther(), "")).containsEntry("error", "invalid_grant");
        assertThat(redeemByOther(codeForOther(), "x".repeat(43))).containsEntry("error", "invalid_grant");
        assertThat(redeemByOther(codeForOther(), VERIFIER)).containsKey("access_token");
    }

    @Test
    void cannot_be_taken_away_on_the_way() { // RFC 9700 §4.8.2: the client meant to use PKCE
        var code = codeForOther("code_challenge", "", "code_challenge_method", "");
        assertThat(redeemByOther(code, VERIFIER)).containsEntry("error", "invalid_grant");
    }

    private static String codeForOther(String... overrides) {
        var parameters = request(overrides);
        parameters.putAll(Map.of("client_id", "other", "redirect_uri", OTHER));
        return TestBrowser.answer(alice.get("/oauth2/auth?" + TestBrowser.encode(parameters))).get("code");
    }

    private static Map<String, Object> redeemByOther(String code, String verifier) {
        return json(cardea.post("/oauth2/token",
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", OTHER, "client_id", "other",
                        "client_secret", TestCardea.SECRET, "code_verifier", verifier)));
    }

    @Test
    void may_be_plain_for_a_client_that_is_registered_for_it() { // §4.2
        for (var method : new String[]{"plain", "" }) {
            var response = ask("client_id", "plain", "redirect_uri", PLAIN, "code_challenge", VERIFIER,
                    "code_challenge_method", method);
            var answer = json(cardea.post("/oauth2/token",
                    Map.of("grant_type", "authorization_code", "code", TestBrowser.answer(response).get("code"),
                            "redirect_uri", PLAIN, "code_verifier", VERIFIER),
                    "Authorization", TestCardea.basic("plain", "plain-secret-01234567")));
            assertThat(answer).containsKey("access_token");
        }
    }
}
