package dev.cardea.session;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An interaction: one trip through sign-in and consent, in one browser")
class InteractionTest {
    private static final Map<String, String> AS_ALICE = Map.of("username", ALICE, "password", PASSWORD);
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
    void open_a_browser() {
        cardea.server.stores()
                .consents()
                .withdraw(cardea.user(ALICE).id(), new dev.cardea.oauth.ClientId("app"), cardea.clock.instant());
        browser = cardea.browser();
    }

    private String handle(String... overrides) {
        var page = browser.open(request(overrides));
        return TestBrowser.hidden(page).get("request");
    }

    @Test
    void cannot_go_on_in_another_browser() { // session fixation
        var handle = handle();
        for (var victim : new TestBrowser[]{cardea.browser(), cardea.signedIn(ALICE) }) {
            for (var place : new String[]{"/login?request=", "/consent?request=", "/oauth2/auth?interaction=" }) {
                var answer = victim.get(place + handle);
                Refusals.assertShown(answer);
            }
        }
        // Nor did it gain anything in the browser where it began.
        assertThat(asksForPassword(browser.follow(browser.get("/oauth2/auth?interaction=" + handle)))).isTrue();
    }

    @Test
    void cannot_be_answered_from_another_browser() {
        var page = browser.open(request());
        var victim = cardea.browser();
        victim.get("/login");
        Refusals.assertShown(victim.send(page, AS_ALICE));
        assertThat(victim.cookies).doesNotContainKey("cardea_session");
    }

    @Test
    void cannot_be_altered() {
        var handle = handle();
        for (int i = 0; i < handle.length(); i += 7) {
            var other = handle.charAt(i) == 'A' ? 'B' : 'A';
            Refusals.assertShown(
                    browser.get("/login?request=" + handle.substring(0, i) + other + handle.substring(i + 1)));
        }
        for (var broken : new String[]{handle.substring(1), handle.substring(0, handle.length() - 4), "x", "!", "%00" })
            Refusals.assertShown(browser.get("/oauth2/auth?interaction=" + broken));
    }

    @Test
    void does_not_show_what_is_in_it() {
        var sealed = Base64.getUrlDecoder().decode(handle("state", "a-very-telling-state"));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("telling", "app.example");
        assertThat(browser.cookies.toString()).doesNotContain("telling");
    }

    @Test
    void leaves_nothing_behind_where_it_is_not_finished() {
        var before = cardea.server.stores().audit().latest(1);
        browser.open(request());
        assertThat(cardea.server.stores().audit().latest(1)).isEqualTo(before);
        assertThat(browser.cookies).containsOnlyKeys("cardea_browser");
    }

    @Test
    void begins_again_where_the_person_took_too_long_to_sign_in() {
        var page = browser.open(request());
        cardea.clock.advance(Duration.ofMinutes(31));
        var answer = browser.send(page, AS_ALICE);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        var again = browser.follow(answer);
        assertThat(asksForPassword(again)).isTrue();
        assertThat(asksForConsent(browser.submit(again, AS_ALICE))).isTrue();
    }

    @Test
    void begins_again_where_the_person_took_too_long_to_agree() {
        var page = browser.submit(browser.open(request()), AS_ALICE);
        assertThat(asksForConsent(page)).isTrue();
        cardea.clock.advance(Duration.ofMinutes(31));
        var again = browser.submit(page, Map.of("decision", "allow"));
        assertThat(asksForPassword(again)).as("the session was idle too").isTrue();
        assertThat(cardea.server.stores()
                .consents()
                .find(cardea.user(ALICE).id(), new dev.cardea.oauth.ClientId("app"))).isEmpty();
    }

    @Test
    void may_run_beside_another_one_in_the_same_browser() {
        var one = browser.open(request("state", "one"));
        var two = browser.open(request("state", "two"));
        var consentOne = browser.submit(one, AS_ALICE);
        var answerTwo = browser.submit(browser.submit(two, AS_ALICE), Map.of("decision", "allow"));
        assertThat(TestBrowser.answer(answerTwo)).containsEntry("state", "two").containsKey("code");
        var answerOne = browser.submit(consentOne, Map.of("decision", "allow"));
        assertThat(TestBrowser.answer(answerOne)).containsEntry("state", "one").containsKey("code");
    }

    @Test
    void skips_no_step() { // going on by hand
        var handle = handle();
        assertThat(asksForPassword(browser.follow(browser.get("/consent?request=" + handle)))).isTrue();
        assertThat(asksForPassword(browser.follow(browser.get("/oauth2/auth?interaction=" + handle)))).isTrue();
        browser.submit(browser.get("/login?request=" + handle), AS_ALICE);
        assertThat(asksForConsent(browser.follow(browser.get("/oauth2/auth?interaction=" + handle)))).isTrue();
        Refusals.assertShown(browser.get("/consent"));
    }

    @Test
    void checks_the_request_again_before_it_answers() {
        var page = browser.open(request("client_id", "other", "redirect_uri", "https://other.example/cb"));
        cardea.disableClient("other");
        Refusals.assertShown(browser.submit(page, AS_ALICE));
    }
}
