package dev.cardea.account;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.user.User.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An account that is not active signs nobody in, and all that it gave ends with its status")
class AccountsTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @AfterEach
    void activate() {
        // What was guessed in one test is forgotten in the next one.
        cardea.clock.advance(Duration.ofHours(1));
        cardea.setStatus(BOB, Status.active);
        cardea.signedIn(BOB);
    }

    @ParameterizedTest
    @EnumSource(names = "active", mode = EnumSource.Mode.EXCLUDE)
    void sessions_tokens_and_codes_are_gone_and_do_not_come_back(Status status) {
        var browser = cardea.browser();
        var tokens = json(
                cardea.redeem(TestBrowser.answer(browser.authorize(request(), BOB, PASSWORD)).get("code")));
        var code = TestBrowser.answer(browser.open(request())).get("code");

        cardea.setStatus(BOB, status);

        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(asksForPassword(browser.open(request()))).isTrue();
        cardea.setStatus(BOB, Status.active);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(json(cardea.refresh((String) tokens.get("refresh_token")))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.redeem(code))).containsEntry("error", "invalid_grant");
        assertThat(asksForPassword(browser.open(request()))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "active", mode = EnumSource.Mode.EXCLUDE)
    void the_right_password_is_refused_like_a_wrong_one(Status status) {
        cardea.setStatus(BOB, status);
        var browser = cardea.browser();
        var wrong = browser.submit(browser.get("/login"), Map.of("username", BOB, "password", "wrong password"));
        var right = browser.submit(browser.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        assertThat(right.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
        assertThat(cardea.server.stores().audit().latest(1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.details()).contains("account_" + status));
    }

    @Test
    void an_active_account_goes_on() {
        var tokens = json(cardea.redeem(
                TestBrowser.answer(cardea.browser().authorize(request(), BOB, PASSWORD)).get("code")));
        cardea.setStatus(BOB, Status.active);
        assertThat(cardea.accepts(tokens)).isTrue();
    }
}
