package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
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

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 9470 step-up: acr_values, max_age, and what tokens say of the sign-in")
class StepUpTest {
    private static final String ACR = "urn:cardea:acr:password";
    private static final String GOLD = "urn:example:gold";
    private static final String UNMET = "unmet_authentication_requirements";
    private static final String ESSENTIAL = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + GOLD
            + "\"]}}}";
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("web", "audience: [api], grant_types: [authorization_code, refresh_token, implicit],"
                        + " issue_refresh_token: always, default_max_age: 3600,"
                        + " response_types: [code, id_token, id_token token, code id_token]")
                        + TestCardea.client("opaque", "access_token_format: opaque, default_acr_values: [" + GOLD + ", "
                                + ACR + "]")
                        + TestCardea.client("api", "grant_types: [client_credentials], response_types: []")
                        + "features: { dynamic_registration: open }\n");
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

    private static long now() {
        return cardea.clock.instant().getEpochSecond();
    }

    private static long authTime(Map<String, Object> claims) {
        return ((Number) claims.get("auth_time")).longValue();
    }

    private static Map<String, Object> introspected(String caller, Object token) {
        return json(cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                basic(caller, SECRET)));
    }

    private static Map<String, Object> tokens(String client, HttpResponse<String> granted) {
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code",
                TestBrowser.answer(granted).get("code"), "redirect_uri", TestCardea.REDIRECT, "code_verifier",
                TestCardea.VERIFIER)));
    }

    @Test
    void access_tokens_say_how_and_when_the_person_signed_in() { // §6.1
        var claims = claims(tokens("web", browser.open(request("client_id", "web"))).get("access_token"));
        assertThat(claims).containsEntry("acr", ACR).containsEntry("amr", List.of("pwd"));
        assertThat(authTime(claims)).isEqualTo(now() - 60);
    }

    @Test
    void introspection_says_the_same() { // §6.2
        var ofJwt = introspected("api", tokens("web", browser.open(request("client_id", "web"))).get("access_token"));
        var ofOpaque = introspected("opaque",
                tokens("opaque", browser.open(request("client_id", "opaque"))).get("access_token"));
        for (var answer : List.of(ofJwt, ofOpaque)) {
            assertThat(answer).containsEntry("active", true).containsEntry("acr", ACR);
            assertThat(authTime(answer)).isEqualTo(now() - 60);
        }
    }

    @Test
    void a_client_that_was_told_to_asks_for_a_newer_sign_in_and_gets_a_token_that_says_so() { // §3, §4
        var first = claims(tokens("web", browser.open(request("client_id", "web"))).get("access_token"));
        var page = browser.open(request("client_id", "web", "max_age", "30", "acr_values", ACR));
        assertThat(page.body()).contains("name=\"password\"");
        var granted = browser.submit(page, Map.of("username", ALICE, "password", PASSWORD));
        var second = claims(tokens("web", granted).get("access_token"));
        assertThat(authTime(second)).isEqualTo(now()).isGreaterThan(authTime(first));
        assertThat(second).containsEntry("acr", ACR);
    }

    @Test
    void a_refresh_makes_no_sign_in_newer() { // §6.1: of the authentication, not of the token
        var tokens = tokens("web", browser.open(request("client_id", "web")));
        cardea.clock.advance(Duration.ofMinutes(5));
        var refreshed = json(cardea.tokenAs("web", Map.of("grant_type", "refresh_token", "refresh_token",
                (String) tokens.get("refresh_token"))));
        assertThat(authTime(claims(refreshed.get("access_token")))).isEqualTo(now() - 360);
    }

    @ParameterizedTest
    @ValueSource(strings = {ACR, GOLD + " " + ACR, ACR + " " + GOLD, "  " + ACR + "  ", " " })
    void acr_values_are_met_by_any_of_them(String values) { // §4: in order of preference
        var tokens = tokens("web", browser.open(request("client_id", "web", "acr_values", values)));
        assertThat(claims(tokens.get("access_token"))).containsEntry("acr", ACR);
    }

    @ParameterizedTest
    @ValueSource(strings = {GOLD, "urn:example:silver " + GOLD, "urn:cardea:acr:passwor", "URN:CARDEA:ACR:PASSWORD",
            "urn:cardea:acr:assertion", "0" })
    void acr_values_that_nobody_can_reach_are_refused(String values) { // §5
        Refusals.assertSent(browser.open(request("acr_values", values)), UNMET);
        Refusals.assertSent(browser.open(request("acr_values", values, "prompt", "none")), UNMET);
    }

    @Test
    void nobody_is_made_to_sign_in_for_a_refusal() { // §5
        Refusals.assertSent(cardea.browser().open(request("acr_values", GOLD)), UNMET);
        Refusals.assertSent(cardea.browser().open(request("claims", ESSENTIAL)), UNMET);
        Refusals.assertSent(browser.open(request("acr_values", GOLD, "prompt", "login")), UNMET);
        Refusals.assertSent(browser.open(request("acr_values", GOLD, "max_age", "1")), UNMET);
    }

    @Test
    void a_pushed_request_is_refused_when_it_is_pushed() { // RFC 9126 §2.3
        for (var parameters : List.of(request("client_id", "web", "acr_values", GOLD),
                request("client_id", "web", "claims", ESSENTIAL))) {
            var refused = cardea.post("/oauth2/par", parameters, "Authorization", basic("web", SECRET));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused)).containsEntry("error", UNMET);
        }
    }

    @Test
    void every_request_that_gives_access_is_refused() { // §5
        for (var type : List.of("code", "id_token token", "code id_token")) {
            var refused = browser.open(request("client_id", "web", "response_type", type, "acr_values", GOLD));
            assertThat(TestBrowser.location(refused)).contains("error=" + UNMET)
                    .doesNotContain("code=")
                    .doesNotContain("access_token=");
        }
    }

    @Test
    void acr_values_are_a_wish_where_nothing_but_an_id_token_comes_of_it() { // OIDC Core §3.1.2.1
        var answer = TestBrowser.answer(browser.open(request("client_id", "web", "response_type", "id_token",
                "acr_values", GOLD, "code_challenge", "", "code_challenge_method", "")));
        assertThat(claims(answer.get("id_token"))).containsEntry("acr", ACR);
        var refused = browser.open(request("client_id", "web", "response_type", "id_token", "claims", ESSENTIAL,
                "code_challenge", "", "code_challenge_method", ""));
        assertThat(TestBrowser.location(refused)).contains("error=" + UNMET);
    }

    @Test
    void an_essential_acr_and_acr_values_must_both_be_met() { // OIDC Core §5.5.1.1
        Refusals.assertSent(browser.open(request("acr_values", ACR, "claims", ESSENTIAL)), UNMET);
        Refusals.assertSent(browser.open(request("acr_values", GOLD, "claims",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"" + ACR + "\"}}}")), UNMET);
    }

    @Test
    void the_clients_default_holds_unless_the_request_says_otherwise() { // OIDC Registration §2
        assertThat(claims(tokens("opaque", browser.open(request("client_id", "opaque"))).get("id_token")))
                .containsEntry("acr", ACR);
        Refusals.assertSent(browser.open(request("client_id", "opaque", "acr_values", GOLD)), UNMET);
    }

    @Test
    void a_default_that_nobody_can_reach_is_not_accepted() {
        assertThatThrownBy(() -> new TestCardea(TestCardea.client("x", "default_acr_values: [" + GOLD + "]")))
                .hasMessageContaining("default_acr_values");
        var refused = cardea.send("POST", "/oauth2/register",
                "{\"redirect_uris\":[\"https://a.example/cb\"],\"default_acr_values\":[\"" + GOLD + "\"]}",
                "Content-Type", "application/json");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused)).containsEntry("error", "invalid_client_metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "soon", "1e3", "99999999999999999999", "0x10", " " })
    void a_max_age_that_is_no_number_of_seconds_is_refused(String maxAge) {
        Refusals.assertSent(browser.open(request("max_age", maxAge)), "invalid_request");
    }

    @Test
    void a_sign_in_that_is_too_old_is_never_used_in_silence() { // OIDC Core §3.1.2.6
        Refusals.assertSent(browser.open(request("max_age", "30", "acr_values", ACR, "prompt", "none")),
                "login_required");
    }

    @Test
    void what_can_be_reached_is_announced() { // §7
        assertThat(json(cardea.get("/.well-known/openid-configuration"))).containsEntry("acr_values_supported",
                List.of(ACR, "urn:cardea:acr:two_factors", "urn:cardea:acr:phishing_resistant"));
    }
}
