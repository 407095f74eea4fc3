package dev.cardea.account;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/account and /account/sessions: where a person is signed in, and ending it")
class SessionsTest {
    private static final String PATH = "/account/sessions";
    private static TestCardea cardea;
    private TestBrowser here;
    private TestBrowser there;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in_twice() {
        var alice = cardea.user(ALICE).id();
        cardea.server.stores().sessions().of(alice).forEach(cardea.server.stores().sessions()::forget);
        there = cardea.signedIn(ALICE);
        cardea.clock.advance(Duration.ofSeconds(1));
        here = cardea.signedIn(ALICE);
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return browser.get("/account").statusCode() == 200;
    }

    /// The fields of the form whose button ends another session, or with `others` all of them.
    private static Map<String, String> form(TestBrowser browser, boolean others) {
        var form = Pattern.compile("name=\"request\" value=\"([^\"]*)\">\\s*<[^>]* name=\"csrf\" value=\"([^\"]*)\"")
                .matcher(browser.get(PATH).body());
        var fields = new LinkedHashMap<String, String>();
        while (form.find()) {
            if (form.group(1).equals("others") == others)
                fields.putAll(Map.of("request", form.group(1), "csrf", form.group(2)));
        }
        return fields;
    }

    @Test
    void who_is_not_signed_in_is_led_through_signing_in_and_back() {
        for (var page : new String[]{"/account", PATH }) {
            var browser = cardea.browser();
            var login = browser.follow(browser.get(page));
            assertThat(asksForPassword(login)).isTrue();
            var back = browser.send(login, Map.of("username", BOB, "password", TestCardea.PASSWORD));
            assertThat(TestBrowser.location(back)).startsWith(page + "?interaction=");
            assertThat(browser.follow(back).body()).contains(BOB).doesNotContain(ALICE);
        }
    }

    @Test
    void one_is_ended_and_no_other() {
        var answer = here.follow(here.post(PATH, form(here, false)));
        assertThat(answer.body()).contains("You are signed out there");
        assertThat(isSignedIn(there)).isFalse();
        assertThat(isSignedIn(here)).isTrue();
    }

    @Test
    void all_others_are_ended_and_this_one_stays() {
        var third = cardea.signedIn(ALICE);
        var bob = cardea.signedIn(BOB);
        here.follow(here.post(PATH, form(here, true)));
        assertThat(isSignedIn(there)).isFalse();
        assertThat(isSignedIn(third)).isFalse();
        assertThat(isSignedIn(here)).isTrue();
        assertThat(isSignedIn(bob)).isTrue();
    }

    @Test
    void it_says_which_applications_were_opened_there() {
        cardea.server.stores().sessions().of(cardea.user(ALICE).id());
        there.authorize(TestCardea.request("scope", "openid"), ALICE, TestCardea.PASSWORD);
        assertThat(here.get(PATH).body()).contains("<bdi class=\"item\">App</bdi>");
    }

    @Test
    void a_session_of_somebody_else_is_never_ended() {
        var bob = cardea.signedIn(BOB);
        var alices = form(here, false);
        var refused = bob.post(PATH, alices);
        assertThat(refused.statusCode()).isEqualTo(400);
        // Nor with a token of one's own for another session.
        var own = new LinkedHashMap<>(form(bob, true));
        if (own.isEmpty()) own.put("csrf", "x");
        own.put("request", alices.get("request"));
        assertThat(bob.post(PATH, own).statusCode()).isEqualTo(400);
        assertThat(isSignedIn(there)).isTrue();
    }

    @Test
    void a_form_of_another_site_or_without_its_token_ends_nothing() {
        var form = form(here, true);
        here.postFromElsewhere(PATH, form);
        assertThat(here.post(PATH, Map.of("request", "others")).statusCode()).isEqualTo(400);
        assertThat(here.post(PATH, Map.of("request", "others", "csrf", form(here, false).get("csrf"))).statusCode())
                .isEqualTo(400);
        assertThat(isSignedIn(there)).isTrue();
    }
}
