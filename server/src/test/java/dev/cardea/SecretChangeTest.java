package dev.cardea;

import dev.cardea.factor.TestTotp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A changed secret")
class SecretChangeTest {
    private static final String OLD = "secret: the-old-one-of-32-characters-or-more\n";
    private static final String NEW = "secret: the-new-one-of-32-characters-or-more\n";
    private static final String BOTH = NEW + "previous_secrets: [the-old-one-of-32-characters-or-more]\n";

    @Test
    void leaves_what_the_previous_one_protected_in_force() {
        var before = new TestCardea(OLD);
        var given = before.givenTokens();
        var code = before.givenCode();
        try (var after = before.restarted(TestCardea.CONFIGURATION + BOTH)) {
            var refreshed = json(after.refresh((String) given.get("refresh_token")));
            assertThat(refreshed).containsKeys("access_token", "refresh_token");
            assertThat(after.refresh((String) refreshed.get("refresh_token")).statusCode()).isEqualTo(200);
            assertThat(after.userinfo(given.get("access_token")).statusCode()).isEqualTo(200);
            assertThat(after.redeem(code).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void gives_a_retry_of_a_refresh_the_successor_of_the_new_one() {
        var before = new TestCardea(OLD);
        var first = (String) before.givenTokens().get("refresh_token");
        try (var after = before.restarted(TestCardea.CONFIGURATION + BOTH)) {
            var successor = json(after.refresh(first)).get("refresh_token");
            assertThat(json(after.refresh(first))).containsEntry("refresh_token", successor);
        }
    }

    @Test
    void lets_forms_that_are_open_in_browsers_be_sent() {
        var before = new TestCardea(OLD);
        var browser = before.browser();
        var page = browser.open(TestCardea.request());
        try (var after = before.restarted(TestCardea.CONFIGURATION + BOTH)) {
            var same = after.browser();
            same.cookies.putAll(browser.cookies);
            var answer = same.send(page, Map.of("username", TestCardea.BOB, "password", TestCardea.PASSWORD));
            assertThat(answer.statusCode()).isEqualTo(303);
        }
    }

    @Test
    void leaves_second_factors_and_recovery_codes_in_force() {
        var before = new TestCardea(OLD);
        var totp = TestTotp.add(before, before.signedIn(TestCardea.ALICE));
        try (var after = before.restarted(TestCardea.CONFIGURATION + BOTH)) {
            for (var with : List.of("totp", "recovery")) {
                var browser = after.browser();
                var page = browser.submit(browser.get("/login"),
                        Map.of("username", TestCardea.ALICE, "password", TestCardea.PASSWORD));
                var step = browser.get("/login/factor/" + with + "?request="
                        + TestBrowser.hidden(page).get("request"));
                browser.submit(step, Map.of("code",
                        with.equals("totp") ? totp.code(0) : totp.recoveryCodes.getFirst()));
                assertThat(browser.get("/account").statusCode()).as(with).isEqualTo(200);
            }
        }
    }
}
