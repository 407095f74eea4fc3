package dev.cardea.login;

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

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The sign-in page")
class SignInTest {
    private static final String SESSION = "cardea_session";
    private static TestCardea cardea;
    private TestBrowser browser;
    private HttpResponse<String> page;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
        cardea.disableUser(BOB);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void forget_failures() {
        cardea.clock.advance(Duration.ofHours(25));
        browser = cardea.browser();
        page = browser.get("/login");
    }

    private HttpResponse<String> attempt(String username, String password) {
        return browser.send(page, Map.of("username", username, "password", password));
    }

    private void assertNotSignedIn() {
        assertThat(browser.cookies).doesNotContainKey(SESSION);
        assertThat(TestBrowser.answer(browser.open(request("prompt", "none")))).containsEntry("error",
                "login_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@acme.example", "ALICE@ACME.EXAMPLE", " alice ", "Alice" })
    void signs_in_by_address_or_name_however_it_is_written(String username) {
        var answer = attempt(username, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303); // RFC 9700 §4.12: the password is not posted on
        assertThat(TestBrowser.location(answer)).isEqualTo("/");
        assertThat(browser.cookies).containsKey(SESSION);
    }

    @Test
    void goes_on_with_the_request_that_led_here() {
        var page = browser.open(request());
        var answer = browser.send(page, Map.of("username", ALICE, "password", PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(TestBrowser.location(answer)).startsWith("/oauth2/auth?interaction=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse batter", "correct horse battery ", "Correct horse battery", " " })
    void refuses_any_other_password(String password) {
        assertThat(attempt(ALICE, password).statusCode()).isEqualTo(401);
        assertNotSignedIn();
    }

    @Test
    void answers_alike_whatever_is_wrong() { // no telling which accounts exist
        var wrong = seen(attempt(ALICE, "wrong"), ALICE);
        assertThat(seen(attempt("nobody@acme.example", "wrong"), "nobody@acme.example")).isEqualTo(wrong);
        assertThat(seen(attempt(BOB, PASSWORD), BOB)).as("disabled account").isEqualTo(wrong);
        for (int i = 0; i < 4; i++) attempt(ALICE, "wrong");
        assertThat(seen(attempt(ALICE, PASSWORD), ALICE)).as("guessed at too often").isEqualTo(wrong);
        assertNotSignedIn();
    }

    private static List<Object> seen(HttpResponse<String> answer, String username) {
        var headers = new java.util.TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("x-request-id", "date", "content-length"));
        var body = answer.body()
                .replace(username, "somebody")
                .replaceAll("(name=\"(?:csrf|ceremony)\" value=\")[^\"]*", "$1")
                .replaceAll("(challenge&#34;:&#34;)[^&]*", "$1");
        return List.of(answer.statusCode(), headers, body);
    }

    @Test
    void lets_an_account_be_guessed_at_only_so_often() {
        for (int i = 0; i < 5; i++) attempt(ALICE, "wrong");
        assertThat(attempt("alice", PASSWORD).statusCode()).as("by another of its names").isEqualTo(401);
        cardea.clock.advance(Duration.ofSeconds(2));
        assertThat(attempt(ALICE, PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void lets_an_address_guess_only_so_often() {
        for (int i = 0; i < 50; i++) attempt("nobody" + i, "wrong");
        var answer = attempt(ALICE, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]*");
        assertThat(answer.headers().allValues("Retry-After")).hasSize(1);
        var form = TestBrowser.hidden(page);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        var elsewhere = cardea.post("/login", form, "Cookie", cookies(), "X-Forwarded-For", "192.0.2.1", "Forwarded",
                "for=192.0.2.1");
        assertThat(elsewhere.statusCode()).as("believes no header of just anybody").isEqualTo(429);
        assertNotSignedIn();
        cardea.clock.advance(Duration.ofSeconds(2));
        assertThat(attempt(ALICE, PASSWORD).statusCode()).isEqualTo(303);
    }

    private String cookies() {
        return browser.cookies.entrySet()
                .stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .reduce("", (a, b) -> a
                        .isEmpty() ? b : a + "; " + b);
    }

    @Test
    void refuses_a_form_without_the_token_of_its_page() {
        var right = TestBrowser.hidden(page).get("csrf");
        for (var token : new String[]{"", "x", right.substring(1), right + "A",
                right.toUpperCase(java.util.Locale.ROOT) })
            assertThat(browser.send(page, Map.of("username", ALICE, "password", PASSWORD, "csrf", token)).statusCode())
                    .isEqualTo(400);
        assertNotSignedIn();
    }

    @Test
    void refuses_the_token_of_another_browser_and_of_another_page() {
        var theirs = TestBrowser.hidden(cardea.browser().get("/login")).get("csrf");
        var mine = TestBrowser.hidden(page).get("csrf");
        for (var token : new String[]{theirs, mine }) {
            var answer = browser.send(
                    browser.open(request()), Map.of("username", ALICE, "password", PASSWORD, "csrf", token));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertNotSignedIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test", "null", "http://localhost:8081", "http://localhost",
            "https://localhost:8080",
            "http://localhost:8080.evil.test", "" })
    void refuses_a_form_from_another_origin(String origin) {
        var form = TestBrowser.hidden(page);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        var answer = cardea.post("/login", form, "Cookie", cookies(), "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(SESSION));
    }

    @Test
    void takes_a_form_from_a_browser_that_says_no_origin() {
        var form = TestBrowser.hidden(page);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        assertThat(cardea.post("/login", form, "Cookie", cookies()).statusCode()).isEqualTo(303);
    }

    @Test
    void refuses_a_form_posted_without_cookies() { // as a browser does from another site
        var form = TestBrowser.hidden(page);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        assertThat(cardea.post("/login", form).statusCode()).isEqualTo(400);
    }

    @Test
    void signs_nobody_in_by_an_address_alone() {
        var page = browser.get("/login?username=alice&password=correct+horse+battery");
        assertThat(asksForPassword(page)).isTrue();
        assertThat(page.body()).doesNotContain("correct horse");
        assertNotSignedIn();
    }

    @Test
    void never_shows_the_password_again() {
        assertThat(attempt(ALICE, "nearly right password").body()).doesNotContain("nearly right password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.test", "/\\evil.test", "/%09/evil.test", "/%5cevil.test", "https:evil.test",
            "/.//evil.test",
            "/login?next=//evil.test" })
    void leads_nowhere_but_to_its_own_pages(String target) { // open redirects
        var evil = Map.of("next", target, "return_to", target, "redirect_uri", target, "url", target);
        var page = browser.get("/login?" + TestBrowser.encode(evil));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("evil.test");
        var form = new java.util.HashMap<>(evil);
        form.putAll(Map.of("username", ALICE, "password", PASSWORD));
        assertThat(TestBrowser.location(browser.send(page, form))).isEqualTo("/");
    }

    @Test
    void refuses_what_cannot_be_anybodys_name_or_password() {
        assertThat(attempt("a".repeat(400), PASSWORD).statusCode()).isEqualTo(400);
        assertThat(attempt("alice\0", PASSWORD).statusCode()).isEqualTo(400);
        assertThat(attempt(ALICE, "x".repeat(2000)).statusCode()).isEqualTo(400);
        assertThat(attempt("", "").statusCode()).isEqualTo(401);
        assertNotSignedIn();
    }

    @Test
    void escapes_what_was_typed() {
        var answer = attempt("\"><script>alert(1)</script>", "wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("<script>alert");
    }

    @Test
    void records_failures_and_successes_without_what_was_typed() {
        attempt("my-own-password", "wrong");
        attempt(ALICE, "almost-" + PASSWORD);
        attempt(ALICE, PASSWORD);
        var entries = cardea.server.stores().audit().latest(3);
        assertThat(entries).extracting(entry -> entry.type())
                .containsExactly("SignedIn", "SignInFailed", "SignInFailed");
        assertThat(entries.toString()).doesNotContain("my-own-password", PASSWORD);
    }
}
