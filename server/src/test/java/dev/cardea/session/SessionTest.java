package dev.cardea.session;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The browser's session: its cookie, its end, and what ends with it")
class SessionTest {
    private static final String COOKIE = "cardea_session";
    private static final String LOOPBACK = "http://127.0.0.1/cb";
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in() {
        browser = cardea.signedIn(ALICE);
    }

    /// A silent request of the client `spa`, which needs no consent and whose tokens depend on the session.
    private static Map<String, String> silently(TestBrowser browser, String scope) {
        return TestBrowser.answer(browser.open(request(
                "client_id", "spa", "redirect_uri", LOOPBACK, "prompt", "none", "scope", scope)));
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return silently(browser, "openid").containsKey("code");
    }

    private static Map<String, Object> redeem(String code) {
        return json(cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "client_id", "spa",
                "redirect_uri", LOOPBACK, "code_verifier", VERIFIER, "code", code)));
    }

    private static Map<String, Object> refresh(Map<String, Object> tokens) {
        return json(cardea.post("/oauth2/token", Map.of("grant_type", "refresh_token", "client_id", "spa",
                "refresh_token", (String) tokens.get("refresh_token"))));
    }

    private Map<String, Object> tokens(String scope) {
        return redeem(silently(browser, scope).get("code"));
    }

    private Object sid() {
        return claims(tokens("openid").get("id_token")).get("sid");
    }

    private static void signInAgain(TestBrowser browser, String user) {
        browser.submit(browser.get("/login"), Map.of("username", user, "password", PASSWORD));
    }

    private static void signOut(TestBrowser browser) {
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
    }

    @Test
    void has_a_new_cookie_after_each_sign_in() { // fixation: what was known before is worth nothing after
        var before = browser.cookies.get(COOKIE);
        var sid = sid();
        signInAgain(browser, ALICE);
        assertThat(browser.cookies.get(COOKIE)).isNotEqualTo(before);
        assertThat(sid()).as("the same session, proven anew").isEqualTo(sid);
        var thief = cardea.browser();
        thief.cookies.put(COOKIE, before);
        assertThat(isSignedIn(thief)).isFalse();
    }

    @Test
    void of_one_person_ends_when_another_signs_in() {
        var tokens = tokens("openid");
        var sid = sid();
        signInAgain(browser, BOB);
        assertThat(sid()).isNotEqualTo(sid);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(refresh(tokens)).containsEntry("error", "invalid_grant");
    }

    @Test
    void planted_by_somebody_else_is_not_what_the_person_signs_in_to() {
        var victim = cardea.browser();
        victim.cookies.put(COOKIE, cardea.signedIn(BOB).cookies.get(COOKIE));
        var planted = victim.cookies.get(COOKIE);
        signInAgain(victim, ALICE);
        assertThat(victim.cookies.get(COOKIE).substring(0, 27)).isNotEqualTo(planted.substring(0, 27));
        browser.cookies.put(COOKIE, planted);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void is_not_opened_by_a_cookie_that_was_changed_anywhere() {
        var cookie = browser.cookies.get(COOKIE);
        for (int i = 0; i < cookie.length(); i += 3) {
            var other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            browser.cookies.put(COOKIE, cookie.substring(0, i) + other + cookie.substring(i + 1));
            assertThat(isSignedIn(browser)).as("character %d", i).isFalse();
        }
        var theirs = cardea.signedIn(BOB).cookies.get(COOKIE);
        for (var broken : new String[]{"", "x", cookie.substring(1), cookie.substring(0, cookie.length() - 1),
                cookie + "A", cookie.substring(0, 27), cookie.substring(0, 27) + theirs.substring(27) }) {
            browser.cookies.put(COOKIE, broken);
            assertThat(isSignedIn(browser)).as(broken).isFalse();
        }
        browser.cookies.put(COOKIE, cookie);
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void is_not_opened_by_two_cookies_of_its_name() { // one of them was planted by a sibling host
        var cookie = browser.cookies.get(COOKIE);
        browser.cookies.put(COOKIE, cookie + "; " + COOKIE + "=" + cardea.signedIn(BOB).cookies.get(COOKIE));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void ends_when_it_is_not_used() {
        cardea.clock.advance(Duration.ofMinutes(29));
        assertThat(isSignedIn(browser)).isTrue();
        cardea.clock.advance(Duration.ofMinutes(29));
        assertThat(isSignedIn(browser)).isTrue();
        cardea.clock.advance(Duration.ofMinutes(30));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void ends_after_its_lifetime_however_much_it_is_used() {
        for (int i = 0; i < 24; i++) {
            assertThat(isSignedIn(browser)).isTrue();
            cardea.clock.advance(Duration.ofMinutes(29));
        }
        cardea.clock.advance(Duration.ofMinutes(24));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void takes_its_refresh_tokens_along_when_its_lifetime_ends() {
        var tokens = tokens("openid");
        for (int i = 0; i < 51; i++) {
            cardea.clock.advance(Duration.ofMinutes(14));
            if (i % 2 == 0) assertThat(isSignedIn(browser)).isTrue();
            tokens = refresh(tokens);
            assertThat(tokens).as("refresh %d", i).containsKey("refresh_token");
        }
        cardea.clock.advance(Duration.ofMinutes(6));
        assertThat(refresh(tokens)).containsEntry("error", "invalid_grant");
    }

    @Test
    void takes_its_tokens_along_when_it_was_idle_too_long() {
        var tokens = tokens("openid");
        cardea.clock.advance(Duration.ofMinutes(14));
        var next = refresh(tokens);
        cardea.clock.advance(Duration.ofMinutes(14));
        next = refresh(next);
        cardea.clock.advance(Duration.ofMinutes(2));
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(cardea.accepts(next)).isFalse();
        assertThat(refresh(next)).containsEntry("error", "invalid_grant");
    }

    @Test
    void does_not_come_back_by_a_form_that_was_left_open() {
        var form = browser.get("/login");
        var sid = sid();
        cardea.clock.advance(Duration.ofMinutes(31));
        browser.submit(form, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(sid()).isNotEqualTo(sid);
    }

    @Test
    void that_is_over_has_its_cookie_cleared_by_the_sign_in_page() {
        cardea.clock.advance(Duration.ofMinutes(31));
        assertThat(asksForPassword(browser.open(request()))).isTrue();
        assertThat(browser.cookies).containsOnlyKeys("cardea_browser");
    }

    @Test
    void takes_its_tokens_along_when_the_person_signs_out() {
        var tokens = tokens("openid");
        var code = silently(browser, "openid").get("code");
        var cookie = browser.cookies.get(COOKIE);
        signOut(browser);
        assertThat(browser.cookies).doesNotContainKey(COOKIE);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(refresh(tokens)).containsEntry("error", "invalid_grant");
        assertThat(redeem(code)).containsEntry("error", "invalid_grant");
        browser.cookies.put(COOKIE, cookie);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void leaves_the_tokens_of_offline_access_behind() { // OIDC Core §11
        var tokens = tokens("openid offline_access");
        signOut(browser);
        assertThat(cardea.accepts(tokens)).isTrue();
        assertThat(refresh(tokens)).containsKey("access_token");
        cardea.clock.advance(Duration.ofMinutes(1));
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void of_another_browser_is_not_touched_by_signing_out() {
        var elsewhere = cardea.signedIn(ALICE);
        signOut(browser);
        assertThat(isSignedIn(elsewhere)).isTrue();
    }
}
