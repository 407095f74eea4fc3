package dev.cardea.consent;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestBrowser.asksForConsent;
import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OIDC Core §3.1.2.4 authorization server obtains end-user consent")
class ConsentTest {
    private static final Map<String, String> ALLOW = Map.of("decision", "allow");
    private static final ClientId APP = new ClientId("app");
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in_with_nothing_agreed() {
        for (var person : new String[]{ALICE, BOB })
            cardea.server.stores().consents().withdraw(cardea.user(person).id(), APP, cardea.clock.instant());
        browser = cardea.signedIn(ALICE);
    }

    private static Optional<Scopes> agreed(String person) {
        return cardea.server.stores().consents().find(cardea.user(person).id(), APP).map(Consent::scopes);
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertThat(TestBrowser.answer(response)).containsKey("code");
    }

    @Test
    void shows_who_asks_and_whose_account_it_is() {
        var page = browser.open(request());
        assertThat(asksForConsent(page)).isTrue();
        assertThat(page.body()).contains("App", "Alice Adams", "value=\"deny\"");
        assertThat(page.statusCode()).isEqualTo(200);
    }

    @Test
    void is_remembered() {
        assertGranted(browser.submit(browser.open(request()), ALLOW));
        assertGranted(browser.open(request()));
        assertGranted(cardea.signedIn(ALICE).open(request("prompt", "none")));
    }

    @Test
    void is_asked_for_again_where_the_client_wants_more() {
        browser.submit(browser.open(request("scope", "openid email")), ALLOW);
        assertGranted(browser.open(request("scope", "openid")));
        var more = browser.open(request("scope", "openid profile"));
        assertThat(asksForConsent(more)).isTrue();
        browser.submit(more, ALLOW);
        assertThat(agreed(ALICE)).hasValue(new Scopes("openid", "email", "profile"));
        assertGranted(browser.open(request("scope", "openid email profile")));
    }

    @Test
    void covers_the_claims_that_are_asked_for_by_name() { // OIDC Core §5.5
        assertGranted(browser.submit(browser.open(request("scope", "openid")), ALLOW));
        for (var place : new String[]{"userinfo", "id_token" }) {
            var claims = "{\"" + place + "\":{\"email\":null,\"nobody_knows\":null}}";
            var silent = browser.open(request("scope", "openid", "prompt", "none", "claims", claims));
            assertThat(TestBrowser.answer(silent)).containsEntry("error", "consent_required");
            var page = browser.open(request("scope", "openid", "claims", claims));
            assertThat(asksForConsent(page)).isTrue();
            assertThat(page.body()).contains("See your email address");
        }
        var page = browser.open(request("scope", "openid", "claims", "{\"userinfo\":{\"email\":null}}"));
        assertGranted(browser.submit(page, ALLOW));
        assertThat(agreed(ALICE)).hasValue(new Scopes("openid", "email"));
        assertGranted(browser.open(request("scope", "openid", "claims", "{\"id_token\":{\"email\":null}}")));
        assertGranted(browser.open(request("scope", "openid email")));
    }

    @Test
    void gives_no_more_than_was_asked_for_this_time() {
        browser.submit(browser.open(request("scope", "openid email profile")), ALLOW);
        var narrow = TestBrowser.answer(browser.open(request("scope", "openid")));
        assertThat(json(cardea.redeem(narrow.get("code")))).containsEntry("scope", "openid");
    }

    @Test
    void is_each_persons_own() {
        browser.submit(browser.open(request()), ALLOW);
        assertThat(asksForConsent(cardea.signedIn(BOB).open(request()))).isTrue();
    }

    @Test
    void is_asked_for_again_once_it_is_withdrawn() {
        browser.submit(browser.open(request()), ALLOW);
        cardea.server.stores().consents().withdraw(cardea.user(ALICE).id(), APP, cardea.clock.instant());
        assertThat(asksForConsent(browser.open(request()))).isTrue();
    }

    @Test
    void is_not_asked_for_where_the_client_is_first_party() {
        assertGranted(browser.open(request("client_id", "spa", "redirect_uri", "http://127.0.0.1/cb")));
    }

    @Test
    void may_be_refused() { // §3.1.2.6, RFC 6749 §4.1.2.1
        var answer = browser.send(browser.open(request()), Map.of("decision", "deny"));
        assertThat(answer.statusCode()).isEqualTo(303);
        Refusals.assertSent(browser.follow(answer), "access_denied");
        assertThat(agreed(ALICE)).isEmpty();
        assertThat(asksForConsent(browser.open(request()))).as("asked again the next time").isTrue();
    }

    @Test
    void once_given_is_not_taken_back_by_refusing_more() {
        browser.submit(browser.open(request("scope", "openid")), ALLOW);
        browser.submit(browser.open(request("scope", "openid email")), Map.of("decision", "deny"));
        assertThat(agreed(ALICE)).hasValue(new Scopes("openid"));
    }

    @Test
    void is_sent_on_with_303() { // RFC 9700 §4.12
        assertThat(browser.send(browser.open(request()), ALLOW).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "ALLOW", "allow deny" })
    void must_be_said_clearly(String decision) {
        Refusals.assertShown(browser.send(browser.open(request()), Map.of("decision", decision)));
        assertThat(agreed(ALICE)).isEmpty();
    }

    @Test
    void is_given_for_the_request_that_was_shown_whatever_the_form_says() {
        var page = browser.open(request("scope", "openid"));
        var granted = browser.submit(page, Map.of("decision", "allow", "scope", "openid email phone", "client_id",
                "other", "redirect_uri", "https://evil.test/"));
        assertThat(TestBrowser.location(granted)).startsWith(TestCardea.REDIRECT + "?code=");
        assertThat(agreed(ALICE)).hasValue(new Scopes("openid"));
        var tokens = json(cardea.redeem(TestBrowser.answer(granted).get("code")));
        assertThat(tokens).containsEntry("scope", "openid");
    }

    private void assertAskedAgain(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(asksForConsent(answer)).isTrue();
        assertThat(agreed(ALICE)).isEmpty();
        assertThat(agreed(BOB)).isEmpty();
    }

    @Test
    void is_not_taken_from_a_form_without_the_token_of_its_page() {
        var page = browser.open(request());
        for (var token : new String[]{"", "x", TestBrowser.hidden(page).get("csrf") + "A" })
            assertAskedAgain(browser.send(page, Map.of("decision", "allow", "csrf", token)));
    }

    @Test
    void is_not_taken_from_another_origin() {
        var form = TestBrowser.hidden(browser.open(request()));
        form.putAll(ALLOW);
        var cookies = "cardea_browser=" + browser.cookies.get("cardea_browser") + "; cardea_session="
                + browser.cookies.get("cardea_session");
        for (var origin : new String[]{"https://evil.test", "null", "https://app.example" })
            assertAskedAgain(cardea.post("/consent", form, "Cookie", cookies, "Origin", origin));
    }

    @Test
    void is_not_taken_by_following_a_link() {
        var form = TestBrowser.hidden(browser.open(request()));
        form.putAll(ALLOW);
        assertAskedAgain(browser.get("/consent?" + TestBrowser.encode(form)));
    }

    @Test
    void given_on_the_form_of_one_person_is_not_taken_for_another() {
        var page = browser.open(request());
        browser.submit(browser.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        var answer = browser.send(page, ALLOW);
        assertAskedAgain(answer);
        assertThat(answer.body()).contains(BOB).doesNotContain("Alice Adams");
    }

    @Test
    void given_for_one_request_is_not_taken_for_another() {
        var small = TestBrowser.hidden(browser.open(request("scope", "openid")));
        var large = browser.open(request());
        assertAskedAgain(browser.send(large, Map.of("decision", "allow", "csrf", small.get("csrf"))));
    }

    @Test
    void is_not_taken_once_the_person_has_signed_out() {
        var page = browser.open(request());
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertThat(asksForPassword(browser.submit(page, ALLOW))).isTrue();
        assertThat(agreed(ALICE)).isEmpty();
    }

    @Test
    void is_not_taken_without_the_browser_it_was_asked_in() {
        var form = TestBrowser.hidden(browser.open(request()));
        form.putAll(ALLOW);
        Refusals.assertShown(cardea.post("/consent", form));
        Refusals.assertShown(cardea.signedIn(ALICE).post("/consent", form));
        assertThat(agreed(ALICE)).isEmpty();
    }

    @Test
    void is_recorded_with_what_was_agreed_to() {
        browser.submit(browser.open(request("scope", "openid")), Map.of("decision", "deny"));
        browser.submit(browser.open(request("scope", "openid")), ALLOW);
        assertThat(cardea.server.stores().audit().latest(2)).extracting(entry -> entry.type())
                .containsExactly("ConsentGranted", "ConsentDenied");
    }
}
