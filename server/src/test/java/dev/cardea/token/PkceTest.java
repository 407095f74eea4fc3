package dev.cardea.token;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7636 Proof Key for Code Exchange")
class PkceTest {
    private static TestCardea cardea;
    private static TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("old", "pkce_methods: [S256, plain]")
                + TestCardea.client("trusted", "require_pkce: false"));
        browser = cardea.browser();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, String> asked(String... overrides) {
        return TestBrowser.answer(browser.authorize(request(overrides), ALICE, PASSWORD));
    }

    private static Map<String, Object> redeemed(String client, Map<String, String> answer, String verifier) {
        var form = new HashMap<>(
                Map.of("grant_type", "authorization_code", "code", answer.get("code"), "redirect_uri", REDIRECT));
        if (!verifier.isEmpty()) form.put("code_verifier", verifier);
        return json(cardea.tokenAs(client, form));
    }

    @Test
    void hashes_as_in_appendix_b() {
        assertThat(Pkce.s256(VERIFIER)).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "" })
    void serves_plain_where_the_client_may_use_it(String method) { // §4.3: it is what no method means
        var code = asked("client_id", "old", "code_challenge", VERIFIER, "code_challenge_method", method);
        assertThat(redeemed("old", code, VERIFIER)).containsKey("access_token");
        var other = asked("client_id", "old", "code_challenge", VERIFIER, "code_challenge_method", method);
        assertThat(redeemed("old", other, "x".repeat(43))).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "s256", "S512", "none" })
    void refuses_every_method_that_is_not_registered(String method) { // §4.4.1
        assertThat(asked("code_challenge_method", method)).containsEntry("error", "invalid_request")
                .containsEntry("state", "s-1")
                .doesNotContainKey("code");
    }

    @Test
    void refuses_a_request_without_challenge() { // RFC 9700 §2.1.1
        assertThat(asked("code_challenge", "", "code_challenge_method", "")).containsEntry("error", "invalid_request");
        assertThat(asked("code_challenge", "")).containsEntry("error", "invalid_request");
    }

    @Test
    void refuses_the_challenge_as_verifier() {
        assertThat(redeemed("app", asked(), Pkce.s256(VERIFIER))).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=", "dBjftJeZ4CVP mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "DBJFTJEZ4CVP-MB92K27UHBUJU1P1R_WW1GFWFOEJXK" })
    void refuses_a_verifier_that_is_none_or_another(String verifier) { // §4.1
        assertThat(redeemed("app", asked(), verifier)).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_a_verifier_longer_than_128_characters() { // §4.1
        var verifier = "v".repeat(129);
        assertThat(redeemed("app", asked("code_challenge", Pkce.s256(verifier)), verifier))
                .containsEntry("error", "invalid_grant");
        var longest = "v".repeat(128);
        assertThat(redeemed("app", asked("code_challenge", Pkce.s256(longest)), longest)).containsKey("access_token");
    }

    @Test
    void refuses_to_drop_the_challenge_on_either_side() { // RFC 9700 §4.8.2
        var without = asked("client_id", "trusted", "code_challenge", "", "code_challenge_method", "");
        assertThat(redeemed("trusted", without, VERIFIER)).containsEntry("error", "invalid_grant");
        assertThat(redeemed("trusted", asked("client_id", "trusted"), "")).containsEntry("error", "invalid_grant");
    }

    @Test
    void lets_a_confidential_client_do_without_where_it_is_registered_so() {
        var without = asked("client_id", "trusted", "code_challenge", "", "code_challenge_method", "");
        assertThat(redeemed("trusted", without, "")).containsKey("access_token");
    }

    @Test
    void spends_the_code_with_the_first_guess() {
        var answer = asked();
        assertThat(redeemed("app", answer, "x".repeat(43))).containsEntry("error", "invalid_grant");
        assertThat(redeemed("app", answer, VERIFIER)).containsEntry("error", "invalid_grant");
    }
}
