package dev.cardea.authorize;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 6749 §4.1.1 and OIDC Core §3.1.2.1 authorization request, refused as in §4.1.2.1")
class AuthorizationRequestTest {
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                """
                          - { client_id: editors, client_secret: editors-secret-012345, redirect_uris: [https://app.example/cb], consent: first_party, required_roles: [editor] }
                        roles:
                          - { id: editor }
                        """);
        alice = cardea.signedIn(TestCardea.ALICE);
        alice.authorize(request(), TestCardea.ALICE, TestCardea.PASSWORD);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> get(String... overrides) {
        return alice.get("/oauth2/auth?" + TestBrowser.encode(request(overrides)));
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertThat(TestBrowser.answer(response)).containsKey("code").doesNotContainKey("error");
    }

    @Test
    void is_answered_at_once_where_the_person_has_signed_in_and_agreed() {
        assertGranted(get());
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                argumentSet("no response_type", "response_type", "", "invalid_request"),
                argumentSet("response_type none", "response_type", "none", "unsupported_response_type"),
                argumentSet("response_type twice in one", "response_type", "code code", "unsupported_response_type"),
                argumentSet("response_type in upper case", "response_type", "CODE", "unsupported_response_type"),
                argumentSet("no scope", "scope", "", "invalid_scope"),
                argumentSet("only spaces as scope", "scope", "  ", "invalid_scope"),
                argumentSet("unregistered scope", "scope", "openid admin", "invalid_scope"),
                argumentSet("scope in upper case", "scope", "OPENID", "invalid_scope"),
                argumentSet("quote in scope", "scope", "openid pro\"file", "invalid_scope"),
                argumentSet("umlaut in scope", "scope", "openid pr\u00f6file", "invalid_scope"),
                argumentSet("line break in scope", "scope", "openid\r\nprofile", "invalid_scope"),
                argumentSet("500 scopes", "scope", "openid " + "a ".repeat(500), "invalid_scope"),
                argumentSet("unknown response_mode", "response_mode", "web_message", "invalid_request"),
                argumentSet("unknown prompt", "prompt", "create", "invalid_request"),
                argumentSet("prompt none and more", "prompt", "none login", "invalid_request"), // §3.1.2.1
                argumentSet("prompt in upper case", "prompt", "NONE", "invalid_request"),
                argumentSet("negative max_age", "max_age", "-1", "invalid_request"),
                argumentSet("max_age in words", "max_age", "ten", "invalid_request"),
                argumentSet("max_age with a fraction", "max_age", "1.5", "invalid_request"),
                argumentSet("max_age beyond any number", "max_age", "9".repeat(30), "invalid_request"),
                argumentSet("endless nonce", "nonce", "n".repeat(3000), "invalid_request"),
                argumentSet("request object", "request", "eyJhbGciOiJub25lIn0.e30.", "invalid_request_object"), // §6.1
                argumentSet("request_uri", "request_uri", "https://evil.test/r", "invalid_request_uri"), // §6.2
                argumentSet("registration", "registration", "{}", "registration_not_supported")); // §7.2.1
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tells_the_client_what_is_wrong(String name, String value, String error) { // RFC 6749 §4.1.2.1
        Refusals.assertSent(get(name, value), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response_type", "scope", "nonce", "prompt", "code_challenge", "something_else" })
    void tells_the_client_that_a_parameter_is_repeated(String name) { // RFC 6749 §3.1, §4.1.2.1
        var query = TestBrowser.encode(request("prompt", "none")) + "&" + name + "=1&" + name + "=2";
        Refusals.assertSent(alice.get("/oauth2/auth?" + query), "invalid_request");
        Refusals.assertSent(alice.get("/oauth2/auth?" + query + "&interaction="), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "redirect_uri", "state" })
    void shows_that_a_parameter_is_repeated_which_says_where_to_answer(String name) {
        var query = TestBrowser.encode(request()) + "&" + name + "=" + request().get(name);
        Refusals.assertShown(alice.get("/oauth2/auth?" + query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=%zz", "%=1", "state=%4" })
    void shows_that_the_encoding_is_broken(String broken) {
        Refusals.assertShown(cardea.send("POST", "/oauth2/auth", "client_id=app&" + broken,
                "Content-Type", "application/x-www-form-urlencoded"));
    }

    @Test
    void ignores_parameters_that_it_does_not_know() { // RFC 6749 §3.1
        assertGranted(get("foo", "bar", "display", "popup", "claims_locales", "fr"));
    }

    @Test
    void takes_a_parameter_without_value_for_a_missing_one() { // RFC 6749 §3.1
        assertGranted(alice.get("/oauth2/auth?" + TestBrowser.encode(request()) + "&prompt=&max_age=&request=&claims"));
    }

    @Test
    void takes_scope_values_in_any_order_and_separated_by_any_number_of_spaces() { // RFC 6749 §3.3
        assertGranted(get("scope", " email  openid profile "));
    }

    @Test
    void works_without_openid_as_plain_oauth() {
        var tokens = cardea.givenTokens("scope", "profile", "nonce", "");
        assertThat(tokens).containsEntry("scope", "profile").doesNotContainKey("id_token");
    }

    @Test
    void works_without_state_and_nonce() {
        var answer = TestBrowser.answer(get("state", "", "nonce", ""));
        assertThat(answer).containsKey("code").doesNotContainKey("state");
        var tokens = TestCardea.json(cardea.redeem(answer.get("code")));
        assertThat(TestCardea.claims(tokens.get("id_token"))).doesNotContainKey("nonce");
    }

    @Test
    void is_taken_by_post_from_the_clients_page_like_by_get() { // OIDC Core §3.1.2.1
        var posted = alice.postFromElsewhere("/oauth2/auth", request());
        assertThat(posted.statusCode()).isEqualTo(303);
        assertGranted(alice.follow(posted));
        Refusals.assertSent(
                alice.follow(alice.postFromElsewhere("/oauth2/auth", request("scope", "admin"))), "invalid_scope");
        Refusals.assertShown(
                alice.follow(alice.postFromElsewhere("/oauth2/auth", request("redirect_uri", "https://evil.test/"))));
    }

    @Test
    void is_refused_with_another_method_or_content_type() {
        var json = cardea.post("/oauth2/auth", Map.of(), "Accept", "text/html", "Content-Type", "application/json");
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(cardea.get("/oauth2/auth", "X-HTTP-Method-Override", "DELETE").statusCode()).isEqualTo(400);
    }

    @Test
    void is_refused_where_the_person_lacks_a_role_that_the_client_requires() {
        Refusals.assertSent(get("client_id", "editors"), "access_denied");
    }

    @Test
    void never_follows_a_disabled_client() { // §4.1.2.1
        cardea.disableClient("other");
        Refusals.assertShown(get("client_id", "other", "redirect_uri", "https://other.example/cb", "prompt", "none"));
    }
}
