package dev.cardea.ciba;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.json;
import static dev.cardea.ciba.TestCiba.ask;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §7.1, §13 user_code")
class RequestCodeTest {
    private static final String PATH = "/account/requests/code";
    private TestCardea cardea = new TestCardea(
            TestCiba.client("till", "poll", "backchannel_user_code_parameter: true")
                    + TestCiba.client("simple", "poll", "scope: openid profile"));
    private TestBrowser alice;

    @BeforeEach
    void sign_in() {
        alice = cardea.signedIn(ALICE);
    }

    @AfterEach
    void stop() {
        cardea.close();
    }

    /// The hidden fields of the form for the code, which is the page's last.
    private static Map<String, String> form(TestBrowser browser, String... more) {
        var form = new LinkedHashMap<>(
                Map.of("csrf", TestBrowser.hidden(browser.get("/account/requests")).get("csrf")));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    private HttpResponse<String> set(String code) {
        return alice.post(PATH, form(alice, "decision", "set", "code", code));
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    private void assertAsked(String client, String... parameters) {
        assertThat(json(ask(cardea, client, parameters))).containsKey("auth_req_id");
    }

    @Test
    void is_offered_in_discovery() {
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("backchannel_user_code_parameter_supported", true);
    }

    @Test
    void is_not_looked_at_where_the_person_has_set_none() {
        assertAsked("till");
        assertAsked("till", "user_code", "anything");
    }

    @Test
    void lets_only_those_ask_who_know_it() {
        assertThat(set(" Läuft 42! ").statusCode()).isEqualTo(303);
        assertAsked("till", "user_code", "Läuft 42!");
        assertRefused(ask(cardea, "till"), "missing_user_code");
        assertRefused(ask(cardea, "till", "user_code", "läuft 42!"), "invalid_user_code");
        assertRefused(ask(cardea, "simple"), "missing_user_code");
        assertRefused(ask(cardea, "simple", "user_code", "Läuft 42!"), "invalid_request");
        assertAsked("till", "login_hint", BOB);
    }

    @Test
    void can_be_changed_and_removed_and_outlives_a_restart() {
        set("first");
        assertThat(alice.get("/account/requests").body()).contains("Your code for applications", "Remove code");
        set("second");
        assertRefused(ask(cardea, "till", "user_code", "first"), "invalid_user_code");
        cardea = cardea.restarted();
        assertAsked("till", "user_code", "second");
        var again = cardea.signedIn(ALICE);
        again.post(PATH, form(again, "decision", "remove"));
        assertAsked("till");
    }

    @Test
    void has_at_least_four_characters() {
        for (var bad : new String[]{"", "abc", "  abc  ", "x".repeat(65), "a\tbcd" })
            assertThat(set(bad).statusCode()).as(bad).isEqualTo(400);
        assertAsked("till");
    }

    @Test
    void is_set_by_nobody_else() {
        var form = form(alice, "decision", "set", "code", "1234");
        alice.postFromElsewhere(PATH, form);
        cardea.signedIn(BOB).post(PATH, form);
        cardea.browser().post(PATH, form);
        form.put("csrf", "AAAA");
        alice.post(PATH, form);
        assertAsked("till");
    }

    @Test
    void cannot_be_guessed() {
        set("1234");
        for (int i = 0; i < 5; i++) assertRefused(ask(cardea, "till", "user_code", "000" + i), "invalid_user_code");
        var limited = ask(cardea, "till", "user_code", "1234");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        assertAsked("till", "login_hint", BOB);
        cardea.clock.advance(Duration.ofMinutes(1));
        assertAsked("till", "user_code", "1234");
    }
}
