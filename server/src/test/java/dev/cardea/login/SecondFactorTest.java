package dev.cardea.login;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.factor.TestTotp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The second factor: RFC 6238 codes, recovery codes and remembered devices at /login/factor")
class SecondFactorTest {
    private static final String TWO = "urn:cardea:acr:two_factors";
    private static final String STRONGEST = "urn:cardea:acr:phishing_resistant";
    private static final Map<String, String> AS_ALICE = Map.of("username", ALICE, "password", PASSWORD);
    private static TestCardea cardea;
    private TestTotp totp;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(client("web", "grant_types: [authorization_code, refresh_token]"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void alice_has_an_authenticator() {
        var stores = cardea.server.stores();
        stores.factors().removeAll(cardea.user(ALICE).id(), List.of());
        // Nobody waits for what was guessed in another test.
        cardea.clock.advance(Duration.ofDays(2));
        totp = TestTotp.add(cardea, cardea.signedIn(ALICE));
        browser = cardea.browser();
    }

    private static boolean asksForCode(HttpResponse<String> page) {
        return page.body().contains("name=\"code\"");
    }

    private HttpResponse<String> afterPassword() {
        return browser.submit(browser.get("/login"), AS_ALICE);
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return browser.get("/account").statusCode() == 200;
    }

    private static Map<String, Object> idToken(HttpResponse<String> granted) {
        var tokens = json(cardea.tokenAs("web", Map.of("grant_type", "authorization_code", "code",
                TestBrowser.answer(granted).get("code"), "redirect_uri", TestCardea.REDIRECT, "code_verifier",
                TestCardea.VERIFIER)));
        return claims(tokens.get("id_token"));
    }

    @Test
    void is_asked_for_after_the_password_and_signs_in() {
        var page = afterPassword();
        assertThat(asksForCode(page)).isTrue();
        assertThat(page.body()).doesNotContain("name=\"password\"");
        assertThat(browser.cookies).doesNotContainKey("cardea_session");
        assertThat(isSignedIn(browser)).isFalse();
        browser.submit(page, Map.of("code", totp.code(0)));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void is_said_to_the_client() { // RFC 8176 §2
        var page = browser.open(request("client_id", "web"));
        var claims = idToken(browser.submit(browser.submit(page, AS_ALICE), Map.of("code", totp.code(0))));
        assertThat(claims).containsEntry("amr", List.of("pwd", "otp", "mfa")).containsEntry("acr", TWO);
    }

    @Test
    void is_not_asked_of_whoever_has_none() {
        var bob = cardea.browser();
        bob.submit(bob.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        assertThat(isSignedIn(bob)).isTrue();
    }

    @Test
    void takes_a_code_once() { // RFC 6238 §5.2
        var code = totp.code(0);
        browser.submit(afterPassword(), Map.of("code", code));
        var other = cardea.browser();
        var again = other.submit(other.submit(other.get("/login"), AS_ALICE), Map.of("code", code));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(isSignedIn(other)).isFalse();
        // Nor an earlier one than that.
        assertThat(other.submit(again, Map.of("code", totp.code(-1))).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 })
    void takes_a_code_of_a_clock_that_is_a_little_off(int later) { // RFC 6238 §5.2
        browser.submit(afterPassword(), Map.of("code", totp.code(later)));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, -2, 2, 3 })
    void refuses_a_code_of_another_time(int later) {
        assertThat(browser.submit(afterPassword(), Map.of("code", totp.code(later))).statusCode()).isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void is_guessed_at_a_bounded_rate_from_wherever() {
        for (int i = 0; i < 5; i++) {
            browser = cardea.browser();
            assertThat(browser.submit(afterPassword(), Map.of("code", totp.wrong())).statusCode()).isEqualTo(401);
        }
        browser = cardea.browser();
        var refused = browser.submit(afterPassword(), Map.of("code", totp.code(0)));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        // Recovery codes are no way around it.
        var recovery = browser.get(path("recovery", refused));
        assertThat(browser.submit(recovery, Map.of("code", totp.recoveryCodes.getFirst())).statusCode())
                .isEqualTo(429);
        assertThat(isSignedIn(browser)).isFalse();
    }

    private static String path(String method, HttpResponse<String> page) {
        return "/login/factor/" + method + "?request=" + TestBrowser.hidden(page).get("request");
    }

    @Test
    void belongs_to_the_browser_that_knew_the_password() {
        var page = afterPassword();
        var other = cardea.browser();
        other.get("/login");
        assertThat(other.get(path("totp", page)).statusCode()).isEqualTo(400);
        assertThat(other.submit(page, Map.of("code", totp.code(0))).statusCode()).isEqualTo(400);
        assertThat(isSignedIn(other)).isFalse();
    }

    @Test
    void has_to_follow_the_password_within_ten_minutes() {
        var page = afterPassword();
        cardea.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(asksForPassword(browser.submit(page, Map.of("code", totp.code(0))))).isTrue();
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void signs_in_once_for_each_password() {
        var page = afterPassword();
        browser.submit(page, Map.of("code", totp.code(0)));
        browser.cookies.remove("cardea_session");
        cardea.clock.advance(Duration.ofSeconds(60));
        assertThat(asksForPassword(browser.submit(page, Map.of("code", totp.code(0))))).isTrue();
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void a_password_that_was_changed_meanwhile_ends_it() {
        var page = afterPassword();
        var users = cardea.server.stores().users();
        var hash = users.findByIdentifier(ALICE).orElseThrow().passwordHash();
        users.replacePassword(cardea.user(ALICE).id(), hash, "another");
        try {
            assertThat(asksForPassword(browser.submit(page, Map.of("code", totp.code(0))))).isTrue();
            assertThat(isSignedIn(browser)).isFalse();
        } finally {
            users.replacePassword(cardea.user(ALICE).id(), "another", hash);
        }
    }

    @Test
    void cannot_be_skipped_by_enrolling_another_or_going_on() {
        var page = afterPassword();
        var handle = TestBrowser.hidden(page).get("request");
        for (var kind : List.of("", "/totp", "/passkey", "/email"))
            assertThat(TestBrowser.location(browser.get("/login/enrol" + kind + "?request=" + handle)))
                    .startsWith("/login/factor?");
        assertThat(asksForPassword(browser.follow(browser.get("/oauth2/auth?interaction=" + handle)))).isFalse();
        assertThat(browser.get("/account/security").statusCode()).isEqualTo(303);
        assertThat(asksForCode(browser.follow(browser.get("/login/factor/passkey?request=" + handle)))).isTrue();
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void needs_the_token_of_the_page() {
        var page = afterPassword();
        var form = TestBrowser.hidden(page);
        var refused = browser.post("/login/factor/totp",
                Map.of("request", form.get("request"), "code", totp.code(0)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(browser.postFromElsewhere("/login/factor/totp",
                Map.of("request", form.get("request"), "csrf", form.get("csrf"), "code", totp.code(0))).statusCode())
                .isEqualTo(400);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void a_recovery_code_signs_in_once() {
        assertThat(totp.recoveryCodes).hasSize(10).doesNotHaveDuplicates();
        var code = totp.recoveryCodes.get(3);
        browser.submit(browser.get(path("recovery", afterPassword())),
                Map.of("code", code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")));
        assertThat(isSignedIn(browser)).isTrue();
        browser = cardea.browser();
        assertThat(browser.submit(browser.get(path("recovery", afterPassword())), Map.of("code", code)).statusCode())
                .isEqualTo(401);
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(cardea.signedInWith(ALICE, totp).get("/account/security").body()).contains("<bdi>9</bdi>");
    }

    @Test
    void a_step_up_asks_for_the_missing_factor_alone() { // RFC 9470 §3
        var device = remembered();
        var signedIn = idToken(device.open(request("client_id", "web")));
        assertThat(signedIn).containsEntry("acr", "urn:cardea:acr:password").containsEntry("amr", List.of("pwd"));
        cardea.clock.advance(Duration.ofMinutes(1));
        var page = device.open(request("client_id", "web", "acr_values", TWO));
        assertThat(asksForCode(page)).isTrue();
        assertThat(asksForPassword(page)).isFalse();
        var stronger = idToken(device.submit(page, Map.of("code", totp.code(0))));
        assertThat(stronger).containsEntry("acr", TWO)
                .containsEntry("amr", List.of("pwd", "otp", "mfa"))
                .containsEntry("auth_time", signedIn.get("auth_time"))
                .containsEntry("sid", signedIn.get("sid"));
        // From now on nothing is asked.
        assertThat(TestBrowser.answer(device.open(request("client_id", "web", "acr_values", TWO, "prompt", "none"))))
                .containsKey("code");
    }

    @Test
    void a_step_up_asks_for_both_where_the_password_is_too_old() { // RFC 9470 §4
        var device = remembered();
        cardea.clock.advance(Duration.ofMinutes(2));
        var password = device.open(request("client_id", "web", "acr_values", TWO, "max_age", "60"));
        assertThat(asksForPassword(password)).isTrue();
        var code = device.submit(password, AS_ALICE);
        assertThat(asksForCode(code)).isTrue();
        assertThat(idToken(device.submit(code, Map.of("code", totp.code(0))))).containsEntry("acr", TWO);
    }

    @Test
    void what_this_person_cannot_reach_is_refused_and_in_silence_nothing_is_asked() { // RFC 9470 §5
        var device = remembered();
        for (var asked : List.of(request("client_id", "web", "acr_values", STRONGEST),
                request("client_id", "web", "acr_values", STRONGEST, "prompt", "none")))
            assertThat(TestBrowser.answer(device.open(asked))).containsEntry("error",
                    "unmet_authentication_requirements");
        assertThat(TestBrowser.answer(device.open(request("client_id", "web", "acr_values", TWO, "prompt", "none"))))
                .containsEntry("error", "login_required");
        assertThat(TestBrowser.answer(cardea.signedIn(BOB).open(request("client_id", "web", "acr_values", TWO))))
                .containsEntry("error", "unmet_authentication_requirements");
    }

    @Test
    void a_level_below_is_met_and_said_as_it_was_asked_for() { // RFC 9470 §4
        var device = cardea.signedInWith(ALICE, totp);
        assertThat(idToken(device.open(request("client_id", "web", "acr_values", "urn:cardea:acr:password"))))
                .containsEntry("acr", "urn:cardea:acr:password");
        assertThat(idToken(device.open(request("client_id", "web", "acr_values",
                "urn:x urn:cardea:acr:password " + TWO)))).containsEntry("acr", TWO);
    }

    /// A browser in which Alice asked not to be asked again, signed in with her password alone.
    private TestBrowser remembered() {
        browser.submit(afterPassword(), Map.of("code", totp.code(0), "remember", "1"));
        assertThat(browser.cookies).containsKey("cardea_device");
        browser.cookies.remove("cardea_session");
        cardea.clock.advance(Duration.ofSeconds(60));
        afterPassword();
        assertThat(isSignedIn(browser)).isTrue();
        return browser;
    }

    @Test
    void a_remembered_device_is_spared_for_thirty_days_and_nobody_else_on_it() {
        remembered();
        browser.cookies.remove("cardea_session");
        cardea.clock.advance(Duration.ofDays(31));
        assertThat(asksForCode(afterPassword())).isTrue();
        // The same cookie is worth nothing to somebody else.
        TestTotp.add(cardea, cardea.signedIn(BOB));
        var bob = cardea.browser();
        bob.cookies.put("cardea_device", browser.cookies.getOrDefault("cardea_device", "x"));
        assertThat(asksForCode(bob.submit(bob.get("/login"), Map.of("username", BOB, "password", PASSWORD)))).isTrue();
        cardea.server.stores().factors().removeAll(cardea.user(BOB).id(), List.of());
    }

    @Test
    void no_device_is_remembered_that_did_not_ask_or_once_a_factor_changes() {
        browser.submit(afterPassword(), Map.of("code", totp.code(0)));
        assertThat(browser.cookies).doesNotContainKey("cardea_device");
        cardea.clock.advance(Duration.ofSeconds(60));
        browser.cookies.clear();
        remembered();
        var factor = cardea.server.stores().factors().of(cardea.user(ALICE).id()).getFirst();
        TestTotp.add(cardea, cardea.signedInWith(ALICE, totp));
        cardea.server.stores().factors().remove(factor.user(), "none", List.of());
        browser.cookies.remove("cardea_session");
        assertThat(asksForCode(afterPassword())).isTrue();
    }
}
