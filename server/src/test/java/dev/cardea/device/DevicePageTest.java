package dev.cardea.device;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.session.Interactions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestBrowser.hidden;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.device.TestDevice.type;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8628 §3.3 user interaction, §5.1 guessing, §5.4 remote phishing")
class DevicePageTest {
    private static final Map<String, String> ALLOW = Map.of("decision", "allow");
    private static TestCardea cardea;
    private TestDevice device;
    private TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestDevice.TV
                + TestDevice.TV.replace("client_id: tv", "client_id: fresh, default_max_age: 60")
                + TestDevice.TV.replace("client_id: tv", "client_id: staff, required_roles: [administrator]"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in_with_no_guesses() {
        cardea.clock.advance(Duration.ofDays(1));
        device = TestDevice.of(cardea);
        alice = cardea.signedIn(ALICE);
    }

    private static boolean asksForCode(HttpResponse<String> page) {
        return page.body().contains("name=\"user_code\"");
    }

    private void assertUndecided() {
        assertThat(json(device.poll())).containsEntry("error", "authorization_pending");
    }

    @Test
    void names_the_client_the_scopes_the_account_and_the_code() {
        var page = device.found(alice);
        assertThat(asksForConsent(page)).isTrue();
        assertThat(page.body()).contains("Living room", "Alice Adams", device.userCode(), "See your profile");
        assertUndecided();
    }

    @Test
    void says_what_became_of_it() {
        var done = alice.submit(device.found(alice), ALLOW);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("Your device is connected");
        var other = TestDevice.of(cardea);
        assertThat(alice.submit(other.found(alice), Map.of("decision", "deny")).body())
                .contains("Access was not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "lower", "bare", "spaced" })
    void reads_a_code_in_any_case_and_with_any_separators(String how) { // §6.1
        var code = device.userCode();
        var typed = switch (how) {
            case "lower" -> code.toLowerCase(Locale.ROOT);
            case "bare" -> code.replace("-", "");
            case "spaced" -> code.replace("-", "").replaceAll("(.)", "$1 ");
            default -> how.formatted(code);
        };
        assertThat(asksForConsent(type(alice, typed))).isTrue();
    }

    @Test
    void fills_in_the_code_of_the_address_but_does_not_send_it() { // §3.3.1, §5.4
        var page = alice.get("/device?user_code=" + device.userCode());
        assertThat(page.body()).contains("value=\"" + device.userCode() + "\"").doesNotContain("Living room");
        assertThat(asksForCode(page)).isTrue();
    }

    @Test
    void comes_back_with_the_code_after_signing_in() {
        var browser = cardea.browser();
        var login = browser.follow(browser.get("/device?user_code=" + device.userCode()));
        assertThat(asksForPassword(login)).isTrue();
        var page = browser.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(page.body()).contains("value=\"" + device.userCode() + "\"");
        var approval = browser.submit(page, Map.of("user_code", device.userCode()));
        browser.submit(approval, ALLOW);
        assertThat(json(device.poll())).containsKey("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "<script>alert(1)</script>",
            "BCDF-GHJK-LMNP-QRST-BCDF-GHJK-LMNP-QRST-BCDF" })
    void takes_nothing_but_a_code_from_the_address(String value) {
        var page = alice.get("/device?" + TestBrowser.encode(Map.of("user_code", value)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BCDF", "BCDF-GHJK", "AEIO-UAEI", "1234-5678", "BCDFGHJKL" })
    void says_the_same_of_every_code_that_it_does_not_know(String code) {
        var page = type(alice, code);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("That code is not known");
        assertThat(asksForCode(page)).isTrue();
    }

    @Test
    void knows_no_code_that_has_expired_or_was_decided_on() {
        device.approvedBy(alice);
        assertThat(device.found(alice).statusCode()).isEqualTo(400);
        var late = TestDevice.of(cardea);
        cardea.clock.advance(Duration.ofSeconds(600));
        assertThat(late.found(alice).statusCode()).isEqualTo(400);
    }

    @Test
    void takes_no_decision_twice() {
        var bob = cardea.signedIn(BOB);
        var first = device.found(alice);
        var second = device.found(bob);
        alice.submit(first, Map.of("decision", "deny"));
        assertThat(bob.submit(second, ALLOW).statusCode()).isEqualTo(400);
        assertThat(json(device.poll())).containsEntry("error", "access_denied");
    }

    @Test
    void takes_no_decision_once_the_code_has_expired() {
        var page = device.found(alice);
        cardea.clock.advance(Duration.ofSeconds(600));
        assertThat(alice.submit(page, ALLOW).statusCode()).isEqualTo(400);
        assertThat(json(device.poll())).containsEntry("error", "expired_token");
    }

    @Test
    void takes_no_form_without_its_token_nor_from_elsewhere() {
        var page = device.found(alice);
        var form = hidden(page);
        form.put("decision", "allow");
        alice.postFromElsewhere("/device", form);
        form.put("csrf", "AAAA");
        assertThat(asksForConsent(alice.post("/device", form))).isTrue();
        assertUndecided();
    }

    @Test
    void takes_no_form_that_was_made_for_another_person() {
        var form = hidden(device.found(alice));
        form.put("decision", "allow");
        alice.submit(alice.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        assertThat(asksForConsent(alice.post("/device", form))).isTrue();
        assertUndecided();
    }

    @Test
    void takes_no_page_of_another_browser() {
        var form = hidden(device.found(alice));
        form.put("decision", "allow");
        var bob = cardea.signedIn(BOB);
        assertThat(bob.post("/device", form).statusCode()).isEqualTo(400);
        assertThat(bob.get("/device?interaction=" + form.get("request")).statusCode()).isEqualTo(400);
        assertUndecided();
    }

    @Test
    void takes_no_interaction_of_an_authorization_request_and_gives_it_none() {
        var parameters = TestCardea.request();
        parameters.putAll(Map.of("user_code", device.userCode().replace("-", ""), "found", "true"));
        var foreign = hidden(alice.open(parameters)).get("request");
        assertThat(alice.get("/device?interaction=" + foreign).statusCode()).isEqualTo(400);
        var own = hidden(device.found(alice)).get("request");
        assertThat(alice.get("/oauth2/auth?interaction=" + own).statusCode()).isEqualTo(400);
        assertThat(alice.get("/consent?request=" + own).statusCode()).isEqualTo(400);
    }

    @Test
    void takes_nothing_but_allow_or_deny() {
        assertThat(alice.submit(device.found(alice), Map.of("decision", "perhaps")).statusCode()).isEqualTo(400);
        assertUndecided();
    }

    @Test
    void begins_again_where_the_page_was_open_for_too_long() {
        var page = device.found(alice);
        cardea.clock.advance(Interactions.LIFETIME.minusMinutes(1));
        alice.get("/"); // keeps the session
        cardea.clock.advance(Duration.ofSeconds(61));
        assertThat(asksForCode(alice.submit(page, ALLOW))).isTrue();
    }

    @Test
    void asks_to_sign_in_again_where_the_client_wants_it_fresh() {
        cardea.clock.advance(Duration.ofMinutes(5));
        var fresh = TestDevice.of(cardea, "fresh", "openid");
        var login = fresh.found(alice);
        assertThat(asksForPassword(login)).isTrue();
        var page = alice.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(asksForConsent(page)).isTrue();
        alice.submit(page, ALLOW);
        assertThat(json(fresh.poll())).containsKey("access_token");
    }

    @Test
    void turns_away_people_without_the_role_that_the_client_requires() {
        var staff = TestDevice.of(cardea, "staff", "openid");
        assertThat(staff.found(alice).statusCode()).isEqualTo(403);
        assertThat(json(staff.poll())).containsEntry("error", "authorization_pending");
    }

    @Test
    void slows_guessing_down_by_person_also_in_a_new_session() { // §5.1
        for (int i = 0; i < 5; i++) type(alice, "BCDF-GHJK");
        type(cardea.signedIn(ALICE), "BCDF-GHJK");
        var limited = device.found(alice);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        assertThat(asksForConsent(device.found(cardea.signedIn(BOB)))).as("somebody else may").isTrue();
        cardea.clock.advance(Duration.ofMinutes(1));
        assertThat(asksForConsent(device.found(alice))).isTrue();
    }

    @Test
    void forgets_no_guesses_for_a_right_code_in_between() {
        for (int i = 0; i < 5; i++) {
            type(alice, "BCDF-GHJK");
            device.found(alice);
        }
        type(alice, "BCDF-GHJK");
        assertThat(type(alice, "BCDF-GHJK").statusCode()).isEqualTo(429);
    }

    @Test
    void counts_guesses_apart_from_failed_sign_ins() {
        for (int i = 0; i < 7; i++) type(alice, "BCDF-GHJK");
        assertThat(cardea.signedIn(ALICE).get("/").body()).contains("You are signed in");
    }

    @Test
    void speaks_the_language_of_the_browser() {
        var cookies = alice.cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue());
        var page = cardea.get("/device", "Accept-Language", "de", "Cookie", cookies.collect(Collectors.joining("; ")));
        assertThat(page.body()).contains("Gerät verbinden");
    }
}
