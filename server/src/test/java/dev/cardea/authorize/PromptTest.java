package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §3.1.2.1 prompt and max_age, refused as in §3.1.2.6")
class PromptTest {
    private static final Map<String, String> AS_ALICE = Map.of("username", ALICE, "password", PASSWORD);
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                "  - { client_id: strict, client_secret: strict-secret-0123456, redirect_uris: [https://app.example/cb],"
                        + " consent: first_party, default_max_age: 60 }\n");
        cardea.givenCode();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in_a_minute_ago() {
        browser = cardea.signedIn(ALICE);
        cardea.clock.advance(Duration.ofMinutes(1));
    }

    private static long authTime(java.net.http.HttpResponse<String> granted) {
        var tokens = json(cardea.redeem(TestBrowser.answer(granted).get("code")));
        return ((Number) claims(tokens.get("id_token")).get("auth_time")).longValue();
    }

    private static long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    @Test
    void none_is_answered_without_a_page_where_nothing_is_missing() {
        assertThat(TestBrowser.answer(browser.open(request("prompt", "none")))).containsKey("code");
    }

    @Test
    void none_is_refused_where_nobody_is_signed_in() {
        Refusals.assertSent(cardea.browser().open(request("prompt", "none")), "login_required");
    }

    @Test
    void none_is_refused_where_the_person_has_not_agreed() {
        Refusals.assertSent(cardea.signedIn(BOB).open(request("prompt", "none")), "consent_required");
        Refusals.assertSent(
                browser.open(request("prompt", "none", "scope", "openid profile email offline_access address")),
                "consent_required");
    }

    @Test
    void none_is_refused_where_the_sign_in_is_too_old() {
        Refusals.assertSent(browser.open(request("prompt", "none", "max_age", "59")), "login_required");
        Refusals.assertSent(browser.open(request("prompt", "none", "max_age", "0")), "login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "select_account" })
    void login_and_select_account_ask_even_who_is_signed_in(String prompt) {
        var page = browser.open(request("prompt", prompt));
        assertThat(asksForPassword(page)).isTrue();
        cardea.clock.advance(Duration.ofSeconds(5));
        var granted = browser.submit(page, AS_ALICE);
        assertThat(authTime(granted)).isEqualTo(now());
    }

    @Test
    void login_is_not_met_by_the_session_that_was_there() {
        browser.open(request("prompt", "login"));
        // The page is not answered; coming back by hand does not help.
        assertThat(asksForPassword(browser.open(request("prompt", "login")))).isTrue();
    }

    @Test
    void login_is_asked_once_more_for_each_request() {
        browser.submit(browser.open(request("prompt", "login")), AS_ALICE);
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThat(asksForPassword(browser.open(request("prompt", "login")))).isTrue();
    }

    @Test
    void select_account_lets_another_person_in() {
        var granted = browser.submit(
                browser.submit(browser.open(request("prompt", "select_account", "scope", "openid email")),
                        Map.of("username", BOB, "password", PASSWORD)),
                Map.of("decision", "allow"));
        var tokens = json(cardea.redeem(TestBrowser.answer(granted).get("code")));
        assertThat(claims(tokens.get("id_token"))).containsEntry("sub", cardea.user(BOB).id().value());
    }

    @Test
    void consent_asks_who_has_agreed_before() {
        var page = browser.open(request("prompt", "consent"));
        assertThat(asksForConsent(page)).isTrue();
        assertThat(TestBrowser.answer(browser.submit(page, Map.of("decision", "allow")))).containsKey("code");
    }

    @Test
    void consent_asks_even_for_a_client_that_needs_none() {
        var request = request("client_id", "spa", "redirect_uri", "http://127.0.0.1/cb", "prompt", "consent");
        assertThat(asksForConsent(browser.open(request))).isTrue();
    }

    @Test
    void login_and_consent_ask_for_both() {
        var consent = browser.submit(browser.open(request("prompt", "login consent")), AS_ALICE);
        assertThat(asksForConsent(consent)).isTrue();
        assertThat(TestBrowser.answer(browser.submit(consent, Map.of("decision", "allow")))).containsKey("code");
    }

    @Test
    void max_age_is_met_by_a_sign_in_that_is_no_older() {
        assertThat(TestBrowser.answer(browser.open(request("max_age", "60")))).containsKey("code");
    }

    @Test
    void max_age_asks_again_for_a_sign_in_that_is_older() {
        var page = browser.open(request("max_age", "59"));
        assertThat(asksForPassword(page)).isTrue();
        assertThat(authTime(browser.submit(page, AS_ALICE))).isEqualTo(now());
    }

    @Test
    void max_age_zero_means_prompt_login() {
        var page = browser.open(request("max_age", "0"));
        assertThat(asksForPassword(page)).isTrue();
        assertThat(authTime(browser.submit(page, AS_ALICE))).isEqualTo(now());
    }

    @Test
    void a_slow_person_is_not_asked_twice() {
        var page = browser.open(request("max_age", "10", "prompt", "consent"));
        var consent = browser.submit(page, AS_ALICE);
        cardea.clock.advance(Duration.ofMinutes(1));
        assertThat(TestBrowser.answer(browser.submit(consent, Map.of("decision", "allow")))).containsKey("code");
    }

    @Test
    void default_max_age_of_the_client_holds_where_the_request_has_none() { // OIDC Registration §2
        assertThat(TestBrowser.answer(browser.open(request("client_id", "strict")))).containsKey("code");
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThat(asksForPassword(browser.open(request("client_id", "strict")))).isTrue();
        assertThat(TestBrowser.answer(browser.open(request("client_id", "strict", "max_age", "600"))))
                .containsKey("code");
    }
}
