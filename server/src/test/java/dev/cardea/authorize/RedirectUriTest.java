package dev.cardea.authorize;

import dev.cardea.RedirectTricks;
import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 6749 §3.1.2 redirection endpoint: byte for byte (RFC 9700 §4.1.3) but for loopback ports (RFC 8252 §7.3)")
class RedirectUriTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                "  - { client_id: native, token_endpoint_auth_method: none, application_type: native, consent: first_party,"
                        + " redirect_uris: [\"http://[::1]/cb\", \"com.example.native:/cb\"] }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    /// Fails early and silently, so that an answer to the client shows where it would go.
    private static HttpResponse<String> ask(String client, String redirectUri) {
        return cardea.browser()
                .get("/oauth2/auth?" + TestBrowser.encode(
                        request("client_id", client, "redirect_uri", redirectUri, "prompt", "none", "scope",
                                "openid")));
    }

    private static Stream<Arguments> tricks() {
        return RedirectTricks.on("/cb");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void refuses_what_only_looks_like_the_registered_one(String redirectUri) { // §3.1.2.3
        var response = ask("app", redirectUri);
        Refusals.assertShown(response);
        assertThat(response.headers().firstValue("X-Evil")).isEmpty();
        assertThat(response.body()).doesNotContain("<script>alert", "href=\"" + redirectUri);
    }

    @Test
    void takes_the_registered_one() {
        assertThat(TestBrowser.location(ask("app", TestCardea.REDIRECT))).startsWith(TestCardea.REDIRECT + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cb2", "/cb2?", "/cb2?x=2", "/cb2?X=1", "/cb2?x=1&iss=evil", "/cb2?x=1&", "/cb2?x=1#",
            "/cb?x=1" })
    void refuses_a_query_other_than_the_registered_one(String path) {
        Refusals.assertShown(ask("other", "https://other.example" + path));
    }

    @Test
    void keeps_the_registered_query_and_adds_to_it() { // §3.1.2
        assertThat(TestBrowser.location(ask("other", "https://other.example/cb2?x=1")))
                .startsWith("https://other.example/cb2?x=1&error=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/cb", "http://127.0.0.1:1/cb", "http://127.0.0.1:49152/cb",
            "http://127.0.0.1:65535/cb" })
    void lets_a_client_with_a_loopback_address_choose_the_port(String redirectUri) { // RFC 8252 §7.3
        assertThat(TestBrowser.location(ask("spa", redirectUri))).startsWith(redirectUri + "?error=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1]/cb", "http://[::1]:49152/cb", "com.example.native:/cb" })
    void takes_the_other_addresses_of_native_clients(String redirectUri) { // RFC 8252 §7.1, §7.3
        assertThat(TestBrowser.location(ask("native", redirectUri))).startsWith(redirectUri + "?error=");
    }

    private static Stream<Arguments> loopbackTricks() {
        return Stream.of(
                argumentSet("by name", "http://localhost:49152/cb"),
                argumentSet("https", "https://127.0.0.1:49152/cb"),
                argumentSet("other path", "http://127.0.0.1:49152/other"),
                argumentSet("final slash", "http://127.0.0.1:49152/cb/"),
                argumentSet("added query", "http://127.0.0.1:49152/cb?x=1"),
                argumentSet("fragment", "http://127.0.0.1:49152/cb#x"),
                argumentSet("as a user name", "http://127.0.0.1:49152@evil.test/cb"),
                argumentSet("user name in front", "http://evil.test@127.0.0.1:49152/cb"),
                argumentSet("subdomain of theirs", "http://127.0.0.1.evil.test:49152/cb"),
                argumentSet("another loopback address", "http://127.0.0.2:49152/cb"),
                argumentSet("the other family", "http://[::1]:49152/cb"),
                argumentSet("mapped", "http://[::ffff:127.0.0.1]:49152/cb"),
                argumentSet("short", "http://127.1:49152/cb"),
                argumentSet("decimal", "http://2130706433:49152/cb"),
                argumentSet("hexadecimal", "http://0x7f000001:49152/cb"),
                argumentSet("any address", "http://0.0.0.0:49152/cb"),
                argumentSet("empty port", "http://127.0.0.1:/cb"),
                argumentSet("negative port", "http://127.0.0.1:-1/cb"),
                argumentSet("port with a letter", "http://127.0.0.1:80a/cb"),
                argumentSet("two ports", "http://127.0.0.1:80:80/cb"),
                argumentSet("line break in the path", "http://127.0.0.1:49152/cb\n"));
    }

    @ParameterizedTest
    @MethodSource("loopbackTricks")
    void lets_such_a_client_choose_nothing_but_the_port(String redirectUri) {
        Refusals.assertShown(ask("spa", redirectUri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.native:/CB", "COM.EXAMPLE.NATIVE:/cb", "com.example.native://cb",
            "com.example.native:/cb?x=1", "com.example.other:/cb", "http://127.0.0.1/cb" })
    void refuses_other_addresses_of_native_clients(String redirectUri) {
        Refusals.assertShown(ask("native", redirectUri));
    }

    @Test
    void refuses_a_repeated_one_and_redirects_to_neither() { // §3.1
        var query = TestBrowser.encode(request()) + "&redirect_uri=https%3A%2F%2Fevil.test%2F";
        Refusals.assertShown(cardea.browser().get("/oauth2/auth?" + query));
    }

    @Test
    void does_not_mix_query_and_body() {
        var response = cardea.browser()
                .postFromElsewhere("/oauth2/auth?redirect_uri=https%3A%2F%2Fevil.test%2F", request("prompt", "none"));
        Refusals.assertSent(cardea.browser().follow(response), "login_required");
    }

    @Test
    void requires_one_for_openid() { // OIDC Core §3.1.2.1
        Refusals.assertShown(ask("app", ""));
    }

    @Test
    void uses_the_only_registered_one_where_plain_oauth_sends_none() { // §3.1.2.3
        var browser = cardea.browser();
        var response = browser.authorize(
                request("redirect_uri", "", "scope", "profile"), TestCardea.ALICE, TestCardea.PASSWORD);
        assertThat(TestBrowser.location(response)).startsWith(TestCardea.REDIRECT + "?code=");
        var tokens = cardea.redeem(TestBrowser.answer(response).get("code"), "redirect_uri", "");
        assertThat(json(tokens)).containsKey("access_token").doesNotContainKey("id_token");
    }

    @Test
    void requires_one_where_several_are_registered() { // §3.1.2.3
        Refusals.assertShown(cardea.browser()
                .get("/oauth2/auth?" + TestBrowser.encode(
                        request("client_id", "other", "redirect_uri", "", "scope", "profile"))));
    }

    @Test
    void never_redirects_for_an_unknown_or_unnamed_client() { // §4.1.2.1
        Refusals.assertShown(ask("nobody", TestCardea.REDIRECT));
        Refusals.assertShown(ask("", TestCardea.REDIRECT));
        Refusals.assertShown(ask("app\0", TestCardea.REDIRECT));
    }

    @Test
    void never_redirects_for_a_client_that_may_not_ask_at_all() {
        Refusals.assertShown(ask("machine", TestCardea.REDIRECT));
    }
}
