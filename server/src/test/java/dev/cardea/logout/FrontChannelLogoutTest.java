package dev.cardea.logout;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect Front-Channel Logout 1.0")
class FrontChannelLogoutTest {
    private static final String LOGOUT = "/oauth2/sessions/logout";
    private static final String AFTER = "https://app.example/bye?x=1&y=2";
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("framed", "client_name: Framed, "
                + "frontchannel_logout_uri: \"https://app.example/out\", frontchannel_logout_session_required: true, "
                + "post_logout_redirect_uris: [\"" + AFTER + "\", \"https://app.example/bye\"]")
                + TestCardea.client("query", "frontchannel_logout_uri: \"https://app.example/out2?a=%3C'\"")
                + TestCardea.client("plain", "scope: openid")
                + "  - { client_id: elsewhere, client_secret: elsewhere-0123456789, consent: first_party,"
                + " redirect_uris: [\"https://else.example:8443/cb\"], require_pkce: false,"
                + " frontchannel_logout_uri: \"https://else.example:8443/out\" }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in() {
        browser = cardea.signedIn(ALICE);
    }

    private Map<String, Object> visit(String client) {
        var code = TestBrowser
                .answer(browser.authorize(request("client_id", client, "scope", "openid"), ALICE, PASSWORD))
                .get("code");
        return json(cardea.tokenAs(client, Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
    }

    private void visitElsewhere() {
        browser.open(request("client_id", "elsewhere", "redirect_uri", "https://else.example:8443/cb"));
    }

    private HttpResponse<String> signOut(Map<String, Object> tokens, String... more) {
        var query = new StringBuilder(LOGOUT + "?id_token_hint=" + tokens.get("id_token"));
        for (int i = 0; i < more.length; i += 2)
            query.append('&').append(TestBrowser.encode(Map.of(more[i], more[i + 1])));
        return browser.get(query.toString());
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    @Test
    void is_announced() { // §3
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("frontchannel_logout_supported", true)
                .containsEntry("frontchannel_logout_session_supported", true);
    }

    @Test
    void loads_a_frame_for_each_client_of_the_session() { // §3
        visitElsewhere();
        visit("query");
        visit("plain");
        var tokens = visit("framed");
        visit("framed");
        var sid = claims(tokens.get("id_token")).get("sid");
        var page = signOut(tokens);
        assertThat(page.statusCode()).isEqualTo(200);
        var parameters = "iss=http%3A%2F%2Flocalhost%3A8080&amp;sid=" + sid;
        assertThat(page.body()).containsOnlyOnce("<iframe src=\"https://app.example/out?" + parameters)
                .containsOnlyOnce("<iframe src=\"https://app.example/out2?a=%3C&#39;&amp;" + parameters)
                .containsOnlyOnce("<iframe src=\"https://else.example:8443/out?" + parameters);
        assertThat(page.body().split("<iframe", -1)).hasSize(4);
        assertThat(policy(page)).contains("frame-src https://else.example:8443 https://app.example;");
    }

    @Test
    void goes_on_from_there_to_the_client() {
        var tokens = visit("framed");
        var page = signOut(tokens, "post_logout_redirect_uri", AFTER, "state", "a b");
        assertThat(page.statusCode()).isEqualTo(200);
        var target = "https://app.example/bye?x=1&amp;y=2&amp;state=a+b";
        assertThat(page.body()).contains("<iframe ", "href=\"" + target + "\" data-onward=\"true\"", "Framed",
                "<noscript><meta http-equiv=\"refresh\" content=\"3;url=" + target + "\"></noscript>");
        assertThat(page.headers().allValues("Set-Cookie")).anyMatch(c -> c.startsWith("cardea_session=;"));
    }

    @Test
    void stays_there_without_an_address() {
        assertThat(signOut(visit("framed")).body()).contains("<iframe ")
                .doesNotContain("http-equiv", "data-onward=\"true\"");
    }

    @Test
    void loads_nothing_where_no_client_has_such_an_address() {
        var page = signOut(visit("plain"));
        assertThat(page.body()).doesNotContain("<iframe");
        assertThat(policy(page)).doesNotContain("frame-src");
    }

    @Test
    void loads_nothing_of_another_session() {
        visitElsewhere();
        browser = cardea.signedIn(ALICE);
        assertThat(signOut(visit("framed")).body()).doesNotContain("else.example");
    }

    @Test
    void loads_nothing_a_second_time() {
        var tokens = visit("framed");
        signOut(tokens);
        assertThat(signOut(tokens).body()).doesNotContain("<iframe");
        var onward = signOut(tokens, "post_logout_redirect_uri", "https://app.example/bye");
        assertThat(TestBrowser.location(onward)).isEqualTo("https://app.example/bye");
    }

    @Test
    void loads_nothing_before_the_person_has_confirmed() {
        visit("framed");
        var page = browser.get(LOGOUT);
        assertThat(page.body()).doesNotContain("<iframe");
        assertThat(browser.submit(page, Map.of()).body()).contains("<iframe ");
    }
}
