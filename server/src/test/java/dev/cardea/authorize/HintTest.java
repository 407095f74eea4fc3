package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §3.1.2.1 id_token_hint, login_hint and ui_locales")
class HintTest {
    private static TestCardea cardea;
    private static TestBrowser alice;
    private static String aboutAlice;
    private static String aboutBob;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
        alice = cardea.browser();
        aboutAlice = idToken(alice, ALICE);
        aboutBob = idToken(cardea.browser(), BOB);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String idToken(TestBrowser browser, String person) {
        var granted = browser.authorize(request(), person, PASSWORD);
        return (String) json(cardea.redeem(TestBrowser.answer(granted).get("code"))).get("id_token");
    }

    @Test
    void id_token_hint_of_the_person_signed_in_is_answered() {
        assertThat(TestBrowser.answer(alice.open(request("id_token_hint", aboutAlice)))).containsKey("code");
        assertThat(TestBrowser.answer(alice.open(request("id_token_hint", aboutAlice, "prompt", "none"))))
                .containsKey("code");
    }

    @Test
    void id_token_hint_may_have_expired() {
        var browser = cardea.browser();
        var hint = idToken(browser, ALICE);
        cardea.clock.advance(Duration.ofMinutes(11));
        assertThat(TestBrowser.answer(browser.open(request("id_token_hint", hint, "prompt", "none"))))
                .containsKey("code");
    }

    @Test
    void id_token_hint_of_another_person_is_refused_where_no_page_may_be_shown() {
        Refusals.assertSent(alice.open(request("id_token_hint", aboutBob, "prompt", "none")), "login_required");
    }

    @Test
    void id_token_hint_of_another_person_lets_that_person_sign_in() {
        var browser = cardea.signedIn(ALICE);
        cardea.clock.advance(Duration.ofSeconds(1));
        var page = browser.open(request("id_token_hint", aboutBob));
        assertThat(asksForPassword(page)).isTrue();
        var granted = browser.submit(page, Map.of("username", BOB, "password", PASSWORD));
        var tokens = json(cardea.redeem(TestBrowser.answer(granted).get("code")));
        assertThat(claims(tokens.get("id_token"))).containsEntry("sub", cardea.user(BOB).id().value());
    }

    @Test
    void id_token_hint_of_another_person_is_refused_once_somebody_else_signs_in() {
        var browser = cardea.browser();
        var page = browser.open(request("id_token_hint", aboutBob));
        Refusals.assertSent(browser.submit(page, Map.of("username", ALICE, "password", PASSWORD)), "login_required");
    }

    @Test
    void id_token_hint_and_requested_sub_must_both_fit() { // §5.5.1
        var sub = "{\"id_token\":{\"sub\":{\"value\":\"" + cardea.user(ALICE).id() + "\"}}}";
        Refusals.assertSent(
                alice.open(request("id_token_hint", aboutBob, "claims", sub, "prompt", "none")), "login_required");
    }

    @Test
    void id_token_hint_of_another_client_is_refused() {
        var answer = TestBrowser.answer(alice.open(request("client_id", "spa", "redirect_uri", "http://127.0.0.1/cb",
                "id_token_hint", aboutAlice)));
        assertThat(answer).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void id_token_hint_that_this_server_did_not_sign_is_refused() {
        var parts = aboutAlice.split("\\.");
        var none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"; // {"alg":"none","typ":"JWT"}
        for (var forged : new String[]{"x", "a.b.c", parts[0] + "." + parts[1] + ".", none + "." + parts[1] + ".",
                parts[0] + "." + aboutBob.split("\\.")[1] + "." + parts[2], aboutAlice + "A", aboutAlice + ".x" })
            Refusals.assertSent(alice.open(request("id_token_hint", forged)), "invalid_request");
    }

    @Test
    void id_token_hint_cannot_be_an_access_token() {
        var accessToken = (String) cardea.givenTokens().get("access_token");
        Refusals.assertSent(alice.open(request("id_token_hint", accessToken)), "invalid_request");
    }

    @Test
    void login_hint_fills_in_the_name() {
        var page = cardea.browser().open(request("login_hint", ALICE));
        assertThat(page.body()).containsPattern("name=\"username\"[^>]* value=\"" + ALICE + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"><script>alert(1)</script>", "' onfocus='alert(1)", "\" autofocus onfocus=\"alert(1)" })
    void login_hint_is_escaped(String hint) {
        var page = cardea.browser().open(request("login_hint", hint));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<script>alert").doesNotContain(hint);
    }

    @Test
    void login_hint_does_not_tell_whether_there_is_such_a_person() { // §3.1.2.1 is a hint, no question
        var known = cardea.browser().open(request("login_hint", "alice@acme.example")).body();
        var unknown = cardea.browser().open(request("login_hint", "nobod@acme.example")).body();
        assertThat(withoutTokens(known).replace("alice@", "nobod@")).isEqualTo(withoutTokens(unknown));
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("(name=\"(request|csrf|ceremony)\" value=\")[^\"]*", "$1")
                .replaceAll("(challenge&#34;:&#34;)[^&]*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"de,de", "fr-CA en,fr", "xx de,de", "xx,en", "<>,en" })
    void ui_locales_chooses_the_language(String asked, String spoken) {
        var page = cardea.browser().open(request("ui_locales", asked));
        assertThat(page.body()).contains("<html lang=\"" + spoken + "\"");
    }
}
