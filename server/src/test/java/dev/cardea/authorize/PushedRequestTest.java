package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 9126 pushed authorization requests")
class PushedRequestTest {
    private static final String PAR = "/oauth2/par";
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("pusher", "require_pushed_authorization_requests: true")
                + TestCardea.client("quick", "scope: openid profile email offline_access"));
        alice = cardea.signedIn(ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> push(String client, String... overrides) {
        var all = Stream.concat(Stream.of("client_id", client), Stream.of(overrides)).toArray(String[]::new);
        return cardea.post(PAR, request(all), "Authorization", basic(client, SECRET));
    }

    private static String pushed(String client, String... overrides) {
        return (String) json(push(client, overrides)).get("request_uri");
    }

    private static String address(String client, String requestUri) {
        return "/oauth2/auth?" + TestBrowser.encode(Map.of("client_id", client, "request_uri", requestUri));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response)).containsEntry("error", error).doesNotContainKey("request_uri");
    }

    @Test
    void is_answered_with_a_reference_that_nobody_can_guess() { // §2.2
        var response = push("quick");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(json(response)).containsOnlyKeys("request_uri", "expires_in").containsEntry("expires_in", 90);
        assertThat((String) json(response).get("request_uri"))
                .matches("urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}")
                .isNotEqualTo(pushed("quick"));
    }

    @Test
    void leads_to_a_code_for_what_was_pushed() { // §4
        var answer = TestBrowser.answer(alice.get(address("quick", pushed("quick"))));
        assertThat(answer).containsEntry("state", "s-1");
        var tokens = json(cardea.tokenAs("quick", Map.of("grant_type", "authorization_code", "code",
                answer.get("code"), "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        assertThat(TestCardea.claims(tokens.get("id_token"))).containsEntry("nonce", "n-1");
    }

    @Test
    void lasts_through_sign_in_and_consent_however_long_they_take() {
        var browser = cardea.browser();
        var login = browser.follow(browser.get(address("app", pushed("app"))));
        cardea.clock.advance(Duration.ofMinutes(10));
        var consent = browser.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(TestBrowser.asksForConsent(consent)).isTrue();
        assertThat(TestBrowser.answer(browser.submit(consent, Map.of("decision", "allow")))).containsKey("code");
    }

    @Test
    void can_be_loaded_again_before_it_is_answered() { // §7.3
        var address = address("quick", pushed("quick"));
        var browser = cardea.browser();
        browser.follow(browser.get(address));
        var login = browser.follow(browser.get(address));
        var done = browser.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(TestBrowser.answer(done)).containsKey("code");
        Refusals.assertShown(browser.get(address));
    }

    @Test
    void is_answered_once() { // §7.3
        var address = address("quick", pushed("quick"));
        assertThat(TestBrowser.answer(alice.get(address))).containsKey("code");
        Refusals.assertShown(alice.get(address));
    }

    @Test
    void is_refused_once() {
        var address = address("quick", pushed("quick", "prompt", "none"));
        Refusals.assertSent(cardea.browser().get(address), "login_required");
        Refusals.assertShown(alice.get(address));
    }

    @Test
    void is_answered_in_exactly_one_of_many_tabs() throws Exception {
        var address = address("quick", pushed("quick"));
        Callable<Boolean> tab = () -> alice.get(address).statusCode() == 303;
        try (var tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            int answered = 0;
            for (var done : tabs.invokeAll(Collections.nCopies(20, tab))) if (done.get()) answered++;
            assertThat(answered).isEqualTo(1);
        }
    }

    @Test
    void starts_one_sign_in_only() {
        var address = address("quick", pushed("quick"));
        var first = cardea.browser();
        var login = first.follow(first.get(address));
        Refusals.assertShown(cardea.browser().get(address));
        Refusals.assertShown(alice.get(address));
        var done = first.submit(login, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(TestBrowser.answer(done)).containsKey("code");
    }

    @Test
    void cannot_be_finished_twice_from_two_tabs() {
        var address = address("quick", pushed("quick"));
        var browser = cardea.browser();
        var one = browser.follow(browser.get(address));
        var other = browser.follow(browser.get(address));
        var signIn = Map.of("username", ALICE, "password", PASSWORD);
        assertThat(TestBrowser.answer(browser.submit(one, signIn))).containsKey("code");
        Refusals.assertShown(browser.submit(other, signIn));
    }

    @Test
    void is_begun_again_at_the_application_where_it_took_too_long() {
        var browser = cardea.browser();
        var login = browser.follow(browser.get(address("quick", pushed("quick"))));
        cardea.clock.advance(Duration.ofMinutes(31));
        Refusals.assertShown(browser.submit(login, Map.of("username", ALICE, "password", PASSWORD)));
        alice = cardea.signedIn(ALICE);
    }

    @Test
    void expires() { // §4
        var address = address("quick", pushed("quick"));
        cardea.clock.advance(Duration.ofSeconds(90));
        Refusals.assertShown(alice.get(address));
    }

    @Test
    void belongs_to_its_client() { // §4
        var uri = pushed("quick");
        Refusals.assertShown(alice.get(address("app", uri)));
        Refusals.assertShown(alice.get("/oauth2/auth?" + TestBrowser.encode(Map.of("request_uri", uri))));
        assertThat(TestBrowser.answer(alice.get(address("quick", uri)))).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "'--" })
    void is_a_page_where_it_is_unknown_even_beside_a_good_request(String secret) {
        var uri = "urn:ietf:params:oauth:request_uri:" + secret;
        Refusals.assertShown(alice.get(address("quick", uri)));
        var beside = request("client_id", "quick", "request_uri", uri);
        Refusals.assertShown(alice.get("/oauth2/auth?" + TestBrowser.encode(beside)));
    }

    @Test
    void counts_alone() { // RFC 9101 §6.3
        var address = address("quick", pushed("quick")) + "&"
                + TestBrowser.encode(Map.of("state", "other", "scope", "openid", "redirect_uri", "https://evil.test/"));
        var answer = alice.get(address);
        assertThat(TestBrowser.location(answer)).startsWith(TestCardea.REDIRECT + "?");
        assertThat(TestBrowser.answer(answer)).containsKey("code").containsEntry("state", "s-1");
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet("foreign redirect_uri", "redirect_uri", "https://evil.test/", "invalid_request"),
                argumentSet("no redirect_uri", "redirect_uri", "", "invalid_request"),
                argumentSet("request_uri", "request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request"),
                argumentSet("foreign request_uri", "request_uri", "https://evil.test/r", "invalid_request"),
                argumentSet("no response_type", "response_type", "", "invalid_request"),
                argumentSet("response_type", "response_type", "token", "unauthorized_client"),
                argumentSet("scope", "scope", "openid admin", "invalid_scope"),
                argumentSet("prompt", "prompt", "create", "invalid_request"),
                argumentSet("no PKCE", "code_challenge", "", "invalid_request"),
                argumentSet("response_mode", "response_mode", "web_message", "invalid_request"),
                argumentSet("dpop_jkt", "dpop_jkt", "x", "invalid_request"),
                argumentSet("too long", "foo", "x".repeat(7000), "invalid_request"),
                argumentSet("another client_id", "client_id", "app", "invalid_client"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void is_checked_at_the_push(String name, String value, String error) { // §2.1, §2.3
        assertRefused(push("quick", name, value), error.equals("invalid_client") ? 401 : 400, error);
    }

    @Test
    void is_refused_where_a_parameter_is_repeated() {
        for (var name : new String[]{"state", "scope", "foo" }) {
            var response = cardea.send("POST", PAR, TestBrowser.encode(request("client_id", "quick")) + "&" + name
                    + "=1&" + name + "=2", "Content-Type", "application/x-www-form-urlencoded", "Authorization",
                    basic("quick", SECRET));
            assertRefused(response, 400, "invalid_request");
        }
    }

    @Test
    void needs_the_client_itself() { // §2.1
        assertRefused(cardea.post(PAR, request("client_id", "quick")), 401, "invalid_client");
        assertRefused(cardea.post(PAR, request(), "Authorization", basic("quick", "wrong-secret")), 401,
                "invalid_client");
        assertRefused(cardea.post(PAR, Map.of()), 401, "invalid_client");
        assertThat(cardea.get(PAR).statusCode()).isEqualTo(405);
        var json = cardea.send("POST", PAR, "{}", "Content-Type", "application/json", "Authorization",
                basic("quick", SECRET));
        assertRefused(json, 400, "invalid_request");
        assertThat(cardea.send("POST", PAR, "a=" + "x".repeat(100_000), "Content-Type",
                "application/x-www-form-urlencoded").statusCode()).isEqualTo(413);
    }

    @Test
    void is_open_to_public_clients_with_pkce() {
        var response = cardea.post(PAR, request("client_id", "spa", "redirect_uri", "http://127.0.0.1:4711/cb"));
        assertThat(response.statusCode()).isEqualTo(201);
        var answer = alice.get(address("spa", (String) json(response).get("request_uri")));
        assertThat(TestBrowser.location(answer)).startsWith("http://127.0.0.1:4711/cb?code=");
    }

    @Test
    void keeps_no_secret_of_the_client() {
        var response = cardea.post(PAR, request("client_id", "other", "client_secret", SECRET, "redirect_uri",
                "https://other.example/cb"));
        assertThat(response.statusCode()).isEqualTo(201);
        var uri = (String) json(response).get("request_uri");
        var row = cardea.server.stores()
                .pushedRequests()
                .find(dev.cardea.oauth.TokenHash.of(uri.substring(uri.lastIndexOf(':') + 1)));
        assertThat(row.orElseThrow().parameters()).contains("redirect_uri=").doesNotContain(SECRET);
    }

    @Test
    void is_the_only_way_for_a_client_that_is_registered_for_it() { // §6
        Refusals.assertSent(alice.get("/oauth2/auth?" + TestBrowser.encode(request("client_id", "pusher"))),
                "invalid_request");
        assertThat(TestBrowser.answer(alice.get(address("pusher", pushed("pusher"))))).containsKey("code");
    }

    @Test
    void is_the_only_way_at_a_server_that_says_so() { // §5
        try (var strict = TestCardea.of(TestCardea.CONFIGURATION
                + "features: { require_pushed_authorization_requests: true }\n")) {
            assertThat(json(strict.get("/.well-known/openid-configuration")))
                    .containsEntry("require_pushed_authorization_requests", true);
            Refusals.assertSent(strict.browser().get("/oauth2/auth?" + TestBrowser.encode(request())),
                    "invalid_request");
            var uri = (String) json(strict.post(PAR, request(), "Authorization", basic("app", SECRET)))
                    .get("request_uri");
            var browser = strict.browser();
            assertThat(TestBrowser.asksForPassword(browser.follow(browser.get(address("app", uri))))).isTrue();
        }
        assertThat(json(cardea.get("/.well-known/oauth-authorization-server")))
                .containsEntry("pushed_authorization_request_endpoint", TestCardea.ISSUER + PAR)
                .containsEntry("require_pushed_authorization_requests", false);
    }
}
