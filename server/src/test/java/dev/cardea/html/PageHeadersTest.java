package dev.cardea.html;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

@DisplayName("RFC 9700 §4.16 and RFC 6749 §10.13: no page can be framed, scripted, kept or passed on")
class PageHeadersTest {
    private static final String LOGOUT = "/oauth2/sessions/logout";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                "  - { client_id: native, token_endpoint_auth_method: none, application_type: native,"
                        + " redirect_uris: [\"http://127.0.0.1/cb\", \"com.example.native:/cb\"] }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Stream<Arguments> pages() {
        var nobody = cardea.browser();
        var alice = cardea.signedIn(ALICE);
        var login = nobody.open(request());
        return Stream.of(
                argumentSet("sign-in", login),
                argumentSet("sign-in refused", nobody.send(login, Map.of("username", "alice", "password", "wrong"))),
                argumentSet("consent", alice.open(request())),
                argumentSet("error", alice.open(request("redirect_uri", "https://evil.test/"))),
                argumentSet("form post", alice.open(request("response_mode", "form_post", "scope", "admin"))),
                argumentSet("home", alice.get("/")),
                argumentSet("sign-out asked", alice.get(LOGOUT)),
                argumentSet("sign-out refused", alice.get(LOGOUT + "?id_token_hint=x")),
                argumentSet("signed out", nobody.get(LOGOUT)),
                argumentSet("not found", nobody.get("/nowhere")),
                argumentSet("damaged interaction", nobody.get("/login?request=x")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_page(HttpResponse<String> page) {
        var headers = page.headers();
        assertThat(headers.firstValue("Content-Type").orElseThrow()).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(headers.allValues("Content-Security-Policy")).singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        // Not no-referrer where there is a form: browsers would send it with `Origin: null`.
        assertThat(headers.allValues("Referrer-Policy")).singleElement().isIn("no-referrer", "same-origin");
        assertThat(page.body()).doesNotContainPattern("(?i)<script(?![^>]*\\ssrc=)|\\son[a-z]+=|\\sstyle=|javascript:");
    }

    @Test
    void redirects_have_them_too() {
        var headers = cardea.browser().get("/oauth2/auth?" + TestBrowser.encode(request())).headers();
        assertThat(headers.firstValue("Location").orElseThrow()).startsWith("/login?request=");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:49152/cb,http:", "com.example.native:/cb,com.example.native:" })
    void forms_may_lead_to_where_the_answer_goes_and_to_no_other_scheme(String redirectUri, String source) { // CSP 3 §6.4.2
        var request = request("client_id", "native", "redirect_uri", redirectUri, "prompt", "consent");
        var browser = cardea.browser();
        var login = browser.open(request);
        var consent = browser.submit(login, Map.of("username", ALICE, "password", TestCardea.PASSWORD));
        for (var page : new HttpResponse<?>[]{login, consent }) {
            var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy).contains("form-action 'self' " + source + ";");
        }
    }

    @Test
    void an_error_page_says_nothing_of_the_inside() {
        var page = cardea.browser().get("/oauth2/auth?client_id=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).doesNotContain("<script>alert", "dev.cardea", "Exception", "SELECT", "Jetty");
    }
}
