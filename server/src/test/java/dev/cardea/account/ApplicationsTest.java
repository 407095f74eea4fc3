package dev.cardea.account;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.audit.AuditStore.Entry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.REDIRECT;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/account/applications: what a person gave access to, and takes back")
class ApplicationsTest {
    private static final String PATH = "/account/applications";
    private final TestCardea cardea = new TestCardea(
            client("asking", "client_name: Asking, client_uri: https://asking.example/, grant_types: "
                    + "[authorization_code, refresh_token]").replace("consent: first_party, ", "")
                    + client("trusted", "client_name: Trusted, grant_types: [authorization_code, refresh_token], "
                            + "scope: openid offline_access"));

    @AfterEach
    void stop() {
        cardea.close();
    }

    /// The token answer for `app`, which this browser's person let in.
    private Map<String, Object> tokens(TestBrowser browser, String client, String scope) {
        var answer = browser.authorize(request("client_id", client, "scope", scope), ALICE, PASSWORD);
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code",
                "code", TestBrowser.answer(answer).get("code"), "redirect_uri", REDIRECT, "code_verifier", VERIFIER)));
    }

    private static HttpResponse<String> withdraw(TestBrowser browser, String client) {
        return browser.follow(browser.post(PATH, form(browser, client)));
    }

    /// What the button of one application sends.
    private static Map<String, String> form(TestBrowser browser, String client) {
        var form = Pattern
                .compile("name=\"request\" value=\"" + client + "\">\\s*<[^>]* name=\"csrf\" value=\"([^\"]*)\"")
                .matcher(browser.get(PATH).body());
        assertThat(form.find()).isTrue();
        return Map.of("request", client, "csrf", form.group(1));
    }

    private List<String> withdrawals() {
        return cardea.server.stores()
                .audit()
                .latest(100)
                .stream()
                .filter(entry -> entry.type().equals("ConsentWithdrawn"))
                .map(Entry::details)
                .toList();
    }

    @Test
    void says_what_an_application_may_do_and_since_when() {
        var browser = cardea.signedIn(ALICE);
        assertThat(browser.get(PATH).body()).contains("No application has access");
        tokens(browser, "asking", "openid email");
        assertThat(browser.get(PATH).body())
                .contains("Asking", "asking.example", "See your email address", "January 1, 2026")
                .doesNotContain("Has access even while you are away", "Trusted");
        cardea.clock.advance(Duration.ofDays(2));
        var later = cardea.signedIn(ALICE);
        tokens(later, "app", "openid offline_access");
        assertThat(later.get(PATH).body())
                .contains("App", "Asking", "January 3, 2026", "January 1, 2026", "Has access even while you are away");
        assertThat(cardea.signedIn(BOB).get(PATH).body()).contains("No application has access");
    }

    @Test
    void is_reached_from_the_account_and_through_the_sign_in_page() {
        assertThat(cardea.signedIn(ALICE).get("/account").body()).contains("href=\"" + PATH + "\"");
        assertThat(cardea.browser().get("/").body()).doesNotContain(PATH);
        var browser = cardea.browser();
        var page = browser.follow(browser.get(PATH));
        assertThat(asksForPassword(page)).isTrue();
        assertThat(browser.submit(page, Map.of("username", ALICE, "password", PASSWORD)).body())
                .contains("Applications with access");
    }

    @Test
    void takes_back_everything_at_once_and_asks_again_the_next_time() {
        var browser = cardea.signedIn(ALICE);
        var tokens = tokens(browser, "app", "openid offline_access");
        assertThat(cardea.accepts(tokens)).isTrue();
        var unredeemed = TestBrowser.answer(browser.open(request("scope", "openid"))).get("code");
        assertThat(withdraw(browser, "app").body())
                .contains("<strong><bdi>App</bdi></strong> no longer has access", "No application has access");
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(json(cardea.refresh(tokens.get("refresh_token").toString()))).containsEntry("error",
                "invalid_grant");
        assertThat(json(cardea.redeem(unredeemed))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.post("/oauth2/introspect", Map.of("token", tokens.get("access_token").toString()),
                "Authorization", TestCardea.basic("app", TestCardea.SECRET)))).containsEntry("active", false);
        assertThat(asksForConsent(browser.open(request("scope", "openid")))).isTrue();
        assertThat(withdrawals()).singleElement()
                .asString()
                .contains("\"client\":\"app\"", "\"authorizations\":\"1\"");
    }

    @Test
    void takes_back_what_was_given_in_sessions_that_are_over() {
        var tokens = tokens(cardea.signedIn(ALICE), "app", "openid offline_access");
        cardea.clock.advance(Duration.ofHours(13));
        tokens = json(cardea.refresh(tokens.get("refresh_token").toString()));
        if (!tokens.containsKey("access_token"))
            tokens = tokens(cardea.signedIn(ALICE), "app", "openid offline_access");
        withdraw(cardea.signedIn(ALICE), "app");
        assertThat(cardea.accepts(tokens)).isFalse();
    }

    @Test
    void leaves_other_applications_and_other_people_alone() {
        var browser = cardea.signedIn(ALICE);
        var kept = tokens(browser, "app", "openid offline_access");
        cardea.clock.advance(Duration.ofSeconds(1));
        tokens(browser, "asking", "openid");
        assertThat(withdraw(browser, "asking").body()).contains("Asking</bdi></strong> no longer has access", "App");
        assertThat(cardea.accepts(kept)).isTrue();
        assertThat(asksForConsent(browser.open(request("scope", "openid")))).isFalse();
    }

    @Test
    void shows_lasting_access_that_nobody_was_asked_for() {
        var browser = cardea.signedIn(ALICE);
        var tokens = tokens(browser, "trusted", "openid offline_access");
        assertThat(browser.get(PATH).body()).contains("Trusted", "without asking");
        withdraw(browser, "trusted");
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(browser.get(PATH).body()).contains("No application has access");
    }

    @Test
    void refuses_forms_that_are_not_its_own() {
        var browser = cardea.signedIn(ALICE);
        var tokens = tokens(browser, "app", "openid offline_access");
        var form = form(browser, "app");
        var forged = new LinkedHashMap<>(form);
        forged.put("csrf", "AAAA");
        assertThat(browser.post(PATH, forged).statusCode()).isEqualTo(400);
        forged.remove("csrf");
        assertThat(browser.post(PATH, forged).statusCode()).isEqualTo(400);
        // One for another application, from another person, from another site.
        assertThat(browser.post(PATH, Map.of("request", "asking", "csrf", form.get("csrf"))).statusCode())
                .isEqualTo(400);
        assertThat(cardea.signedIn(BOB).post(PATH, form).statusCode()).isEqualTo(400);
        assertThat(TestBrowser.location(browser.postFromElsewhere(PATH, form))).startsWith("/login?");
        assertThat(browser.post(PATH, Map.of()).statusCode()).isEqualTo(400);
        assertThat(cardea.accepts(tokens)).isTrue();
        assertThat(withdrawals()).isEmpty();
    }

    @Test
    void takes_back_only_once() {
        var browser = cardea.signedIn(ALICE);
        tokens(browser, "app", "openid offline_access");
        var form = form(browser, "app");
        assertThat(browser.post(PATH, form).statusCode()).isEqualTo(303);
        assertThat(browser.post(PATH, form).statusCode()).isEqualTo(303);
        assertThat(withdrawals()).hasSize(1);
    }

    @Test
    void does_not_say_that_something_was_taken_back_that_was_not() {
        var browser = cardea.signedIn(ALICE);
        tokens(browser, "app", "openid");
        assertThat(browser.get(PATH + "?withdrawn=app").body()).doesNotContain("no longer has access");
        assertThat(browser.get(PATH + "?withdrawn=nobody").body()).doesNotContain("no longer has access");
    }

    @Test
    void speaks_the_persons_language() {
        var browser = cardea.signedIn(ALICE);
        tokens(browser, "app", "openid");
        var german = cardea.get(PATH, "Accept-Language", "de", "Cookie", String.join("; ",
                browser.cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList()));
        assertThat(german.body()).contains("Anwendungen mit Zugriff", "1. Januar 2026", "Zugriff entziehen");
    }
}
