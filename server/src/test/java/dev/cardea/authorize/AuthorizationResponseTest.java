package dev.cardea.authorize;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §4.1.2 authorization response, with iss (RFC 9207) and in each response mode")
class AuthorizationResponseTest {
    private static final String AWKWARD = "a b+c&d=e%20f/\u00fc\u20ac\"'<script>\r\nX: y";
    private static TestCardea cardea;
    private static TestBrowser alice;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
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

    @Test
    void carries_code_state_and_issuer_in_the_query_and_nothing_else() { // RFC 9207 §2
        var response = get();
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(response)).startsWith(TestCardea.REDIRECT + "?").doesNotContain("#");
        assertThat(TestBrowser.answer(response)).containsOnlyKeys("code", "state", "session_state", "iss")
                .containsEntry("state", "s-1")
                .containsEntry("iss", TestCardea.ISSUER);
    }

    @Test
    void names_the_issuer_that_discovery_names() { // RFC 9207 §2.4
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        assertThat(metadata).containsEntry("issuer", TestBrowser.answer(get()).get("iss"))
                .containsEntry("authorization_response_iss_parameter_supported", true);
    }

    @Test
    void is_kept_by_no_cache_and_passed_on_in_no_referrer() {
        var headers = get().headers();
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void gives_a_new_code_each_time() {
        assertThat(TestBrowser.answer(get()).get("code")).isNotEqualTo(TestBrowser.answer(get()).get("code"));
    }

    @Test
    void travels_in_the_fragment_where_asked_to() { // Multiple Response Types §2.1
        var response = get("response_mode", "fragment");
        assertThat(TestBrowser.location(response)).startsWith(TestCardea.REDIRECT + "#").doesNotContain("?");
        var answer = TestBrowser.answer(response);
        assertThat(answer).containsOnlyKeys("code", "state", "session_state", "iss");
        assertThat(cardea.redeem(answer.get("code")).statusCode()).isEqualTo(200);
    }

    @Test
    void is_posted_by_a_page_where_asked_to() { // Form Post Response Mode §2
        var page = get("response_mode", "form_post");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .containsPattern("form-action [^;]*https:");
        assertThat(TestBrowser.action(page)).isEqualTo(TestCardea.REDIRECT);
        var fields = TestBrowser.hidden(page);
        assertThat(fields).containsOnlyKeys("code", "state", "session_state", "iss")
                .containsEntry("state", "s-1")
                .containsEntry("iss", TestCardea.ISSUER);
        assertThat(cardea.redeem(fields.get("code")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"de, '', Einen Moment, Weiter", "fr-CA en, de, Un instant, Continuer",
            "'', de;q=0.9, Einen Moment, Weiter",
            "xx, fr, Un instant, Continuer", "'', '', One moment, Continue" })
    void posts_by_a_page_in_the_persons_language(String wanted, String browser, String title, String button) {
        var query = TestBrowser.encode(request("response_mode", "form_post", "ui_locales", wanted));
        var session = alice.cookies.get("cardea_session");
        var page = cardea.get("/oauth2/auth?" + query, "Cookie", "cardea_session=" + session, "Accept-Language",
                browser);
        assertThat(TestBrowser.hidden(page)).containsKey("code");
        assertThat(page.body()).contains("<h1>" + title + "</h1>", ">" + button + "</button>");
    }

    @Test
    void reports_errors_in_the_mode_asked_for() {
        var fragment = get("response_mode", "fragment", "scope", "admin");
        assertThat(TestBrowser.location(fragment)).startsWith(TestCardea.REDIRECT + "#error=invalid_scope");
        var posted = TestBrowser.hidden(get("response_mode", "form_post", "scope", "admin"));
        assertThat(posted).containsEntry("error", "invalid_scope")
                .containsEntry("state", "s-1")
                .containsEntry("iss", TestCardea.ISSUER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "fragment", "form_post" })
    void gives_the_state_back_as_it_was(String mode) { // §4.1.2
        var response = get("state", AWKWARD, "response_mode", mode);
        var answer = mode.equals("form_post") ? TestBrowser.hidden(response) : TestBrowser.answer(response);
        assertThat(answer).containsEntry("state", AWKWARD);
        assertThat(response.headers().firstValue("X")).isEmpty();
        assertThat(response.body()).doesNotContain("<script>\r");
        var error = get("state", AWKWARD, "response_mode", mode, "scope", "admin");
        answer = mode.equals("form_post") ? TestBrowser.hidden(error) : TestBrowser.answer(error);
        assertThat(answer).containsEntry("state", AWKWARD);
    }

    @Test
    void keeps_the_state_through_sign_in_and_consent() {
        var browser = cardea.browser();
        var response = browser.authorize(
                request("state", AWKWARD, "prompt", "login consent"), TestCardea.BOB, TestCardea.PASSWORD);
        assertThat(TestBrowser.answer(response)).containsEntry("state", AWKWARD).containsKey("code");
    }

    @Test
    void binds_the_nonce_to_the_code() { // OIDC Core §3.1.3.7
        var tokens = json(cardea.redeem(TestBrowser.answer(get("nonce", AWKWARD)).get("code")));
        assertThat(TestCardea.claims(tokens.get("id_token"))).containsEntry("nonce", AWKWARD);
    }

    @Test
    void names_the_session_it_was_given_in() {
        var first = json(cardea.redeem(TestBrowser.answer(get()).get("code")));
        var second = json(cardea.redeem(TestBrowser.answer(get()).get("code")));
        var elsewhere = cardea.givenTokens();
        assertThat(sid(first)).isEqualTo(sid(second)).isNotEqualTo(sid(elsewhere));
    }

    private static Object sid(java.util.Map<String, Object> tokens) {
        return TestCardea.claims(tokens.get("id_token")).get("sid");
    }
}
