package dev.cardea.logout;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect RP-Initiated Logout 1.0 §2")
class EndSessionTest {
    private static final String PATH = "/oauth2/sessions/logout";
    private static final String AFTER = "https://app.example/";
    private static TestCardea cardea;
    private TestBrowser browser;
    private Map<String, Object> tokens;
    private String hint;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in() {
        browser = cardea.browser();
        tokens = authorize(browser, ALICE);
        hint = (String) tokens.get("id_token");
    }

    private static Map<String, Object> authorize(TestBrowser browser, String person) {
        var granted = browser.authorize(request("scope", "openid profile"), person, PASSWORD);
        return json(cardea.redeem(TestBrowser.answer(granted).get("code")));
    }

    private HttpResponse<String> ask(String... parameters) {
        var query = new LinkedHashMap<String, String>();
        for (int i = 0; i < parameters.length; i += 2) query.put(parameters[i], parameters[i + 1]);
        return browser.get(PATH + "?" + TestBrowser.encode(query));
    }

    private static boolean isSignedIn(TestBrowser browser) {
        return TestBrowser.answer(browser.open(request("prompt", "none", "scope", "openid profile")))
                .containsKey("code");
    }

    /// The page that asks first, and nothing done yet.
    private HttpResponse<String> assertAsks(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(TestBrowser.hidden(page)).containsKeys("request", "csrf");
        assertThat(isSignedIn(browser)).isTrue();
        return page;
    }

    @Test
    void signs_out_and_goes_back_to_the_client_that_knows_who_is_signed_in() {
        var answer = ask("id_token_hint", hint, "post_logout_redirect_uri", AFTER, "state", "a b&c");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(answer)).startsWith(AFTER + "?state=");
        assertThat(TestBrowser.answer(answer)).containsOnlyKeys("state").containsEntry("state", "a b&c"); // §2
        assertThat(answer.headers().allValues("Set-Cookie")).anyMatch(c -> c.startsWith("cardea_session=;"));
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(cardea.accepts(tokens)).isFalse();
    }

    @Test
    void adds_nothing_to_the_address_without_a_state() {
        var answer = ask("id_token_hint", hint, "post_logout_redirect_uri", AFTER);
        assertThat(TestBrowser.location(answer)).isEqualTo(AFTER);
    }

    @Test
    void takes_a_hint_that_has_expired() { // §2
        cardea.clock.advance(Duration.ofMinutes(20));
        assertThat(ask("id_token_hint", hint, "post_logout_redirect_uri", AFTER).statusCode()).isEqualTo(303);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void ends_on_a_page_where_no_address_is_given() {
        var answer = ask("id_token_hint", hint, "state", "s");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void works_by_post_from_the_clients_page() { // §2
        var posted = browser.postFromElsewhere(PATH,
                Map.of("id_token_hint", hint, "post_logout_redirect_uri", AFTER, "state", "s"));
        assertThat(posted.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(browser.follow(posted))).isEqualTo(AFTER + "?state=s");
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void asks_first_where_nothing_proves_that_the_person_wants_it() { // §2
        var page = assertAsks(ask("client_id", "app", "post_logout_redirect_uri", AFTER, "state", "s"));
        var answer = browser.send(page, Map.of());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(answer)).isEqualTo(AFTER + "?state=s");
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void asks_first_without_any_parameter() {
        var answer = browser.send(assertAsks(browser.get(PATH)), Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void asks_first_where_the_hint_is_about_another_person() {
        var bobs = (String) authorize(cardea.browser(), BOB).get("id_token");
        assertAsks(ask("id_token_hint", bobs, "post_logout_redirect_uri", AFTER));
    }

    @Test
    void asks_first_where_the_hint_is_about_another_session() { // §2: suspect
        var elsewhere = cardea.browser();
        var other = (String) authorize(elsewhere, ALICE).get("id_token");
        assertAsks(ask("id_token_hint", other, "post_logout_redirect_uri", AFTER));
        assertThat(isSignedIn(elsewhere)).isTrue();
    }

    @Test
    void is_not_confirmed_by_a_form_that_is_not_from_its_page() {
        var page = assertAsks(browser.get(PATH));
        for (var token : new String[]{"x", TestBrowser.hidden(page).get("csrf") + "A" })
            Refusals.assertShown(browser.send(page, Map.of("csrf", token)));
        var form = TestBrowser.hidden(page);
        var cookies = "cardea_browser=" + browser.cookies.get("cardea_browser") + "; cardea_session="
                + browser.cookies.get("cardea_session");
        Refusals.assertShown(cardea.post(PATH, form, "Cookie", cookies, "Origin", "https://evil.test"));
        Refusals.assertShown(cardea.signedIn(ALICE).post(PATH, form));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void is_not_confirmed_by_following_a_link() {
        var form = TestBrowser.hidden(browser.get(PATH));
        assertAsks(browser.get(PATH + "?" + TestBrowser.encode(form)));
    }

    @Test
    void asks_once_more_where_the_page_is_old() {
        var page = browser.get(PATH);
        cardea.clock.advance(Duration.ofMinutes(29));
        assertThat(isSignedIn(browser)).isTrue();
        cardea.clock.advance(Duration.ofMinutes(2));
        assertAsks(browser.submit(page, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test/", "https://app.example/bye", "https://app.example/?x=1",
            "https://app.example/cb", "https://other.example/cb" })
    void neither_goes_nor_signs_out_where_the_address_is_not_the_clients(String target) { // §3
        Refusals.assertShown(ask("id_token_hint", hint, "post_logout_redirect_uri", target));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void goes_nowhere_without_knowing_for_which_client() { // §3
        Refusals.assertShown(ask("post_logout_redirect_uri", AFTER));
        Refusals.assertShown(ask("post_logout_redirect_uri", AFTER, "client_id", "nobody"));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void refuses_a_client_id_other_than_the_hints() { // §2
        Refusals.assertShown(ask("id_token_hint", hint, "client_id", "other"));
        assertThat(isSignedIn(browser)).isTrue();
        assertThat(ask("id_token_hint", hint, "client_id", "app").statusCode()).isEqualTo(200);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void refuses_a_hint_that_this_server_did_not_sign() { // §4
        var parts = hint.split("\\.");
        var theirs = ((String) authorize(cardea.browser(), BOB).get("id_token")).split("\\.");
        for (var forged : new String[]{"x", parts[0] + "." + parts[1] + ".", hint + "A",
                parts[0] + "." + theirs[1] + "." + parts[2], "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + ".",
                (String) tokens.get("access_token") }) {
            Refusals.assertShown(ask("id_token_hint", forged, "post_logout_redirect_uri", AFTER));
        }
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void refuses_a_repeated_parameter() {
        Refusals.assertShown(browser.get(PATH + "?id_token_hint=" + hint + "&id_token_hint=" + hint));
        Refusals.assertShown(
                ask("client_id", "app", "post_logout_redirect_uri", AFTER + "&post_logout_redirect_uri=x"));
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void goes_back_where_the_person_has_signed_out_before() {
        ask("id_token_hint", hint);
        var answer = ask("id_token_hint", hint, "post_logout_redirect_uri", AFTER, "state", "s");
        assertThat(TestBrowser.location(answer)).isEqualTo(AFTER + "?state=s");
    }

    @Test
    void is_recorded() {
        ask("id_token_hint", hint);
        assertThat(cardea.server.stores().audit().latest(1)).singleElement()
                .extracting(entry -> entry.type())
                .isEqualTo("SignedOut");
    }
}
