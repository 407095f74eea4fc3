package dev.cardea.session;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.oauth.TokenHash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("OpenID Connect Session Management 1.0")
class SessionManagementTest {
    private static final String COOKIE = "cardea_state";
    private static final String CHECK = "/oauth2/sessions/check";
    private static TestCardea cardea;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                """
                          - { client_id: shop, client_secret: shop-secret-0123456789, consent: first_party, redirect_uris: ["https://SHOP.example:443/cb", "https://shop.example:8443/cb"], grant_types: [authorization_code, implicit], response_types: [code, id_token] }
                          - { client_id: phone, token_endpoint_auth_method: none, application_type: native, consent: first_party, redirect_uris: ["com.example.phone:/cb"] }
                        """);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void sign_in() {
        browser = cardea.signedIn(ALICE);
    }

    private Map<String, String> silently(String... more) {
        var parameters = request("client_id", "shop", "redirect_uri", "https://shop.example:8443/cb", "prompt", "none",
                "scope", "openid");
        for (int i = 0; i < more.length; i += 2) parameters.put(more[i], more[i + 1]);
        return TestBrowser.answer(browser.open(parameters));
    }

    /// What the client's frame would be told (§3.2).
    private boolean isUnchanged(String client, String origin, String sessionState) {
        var parts = sessionState.split("\\.");
        var state = browser.cookies.getOrDefault(COOKIE, "");
        return TokenHash.of(client + " " + origin + " " + state + " " + parts[1]).base64Url().equals(parts[0]);
    }

    @Test
    void every_answer_says_who_is_signed_in() { // §2
        for (var type : List.of("code", "id_token")) {
            var sessionState = silently("response_type", type).get("session_state");
            assertThat(sessionState).doesNotContain(" ");
            assertThat(isUnchanged("shop", "https://shop.example:8443", sessionState)).isTrue();
            assertThat(isUnchanged("app", "https://shop.example:8443", sessionState)).isFalse();
            assertThat(isUnchanged("shop", "https://shop.example", sessionState)).isFalse();
        }
        assertThat(silently().get("session_state")).as("salted").isNotEqualTo(silently().get("session_state"));
    }

    @Test
    void the_origin_is_written_as_browsers_do() {
        var sessionState = silently("redirect_uri", "https://SHOP.example:443/cb").get("session_state");
        assertThat(isUnchanged("shop", "https://shop.example", sessionState)).isTrue();
    }

    @Test
    void refusals_say_it_too() {
        browser = cardea.browser();
        var refused = silently();
        assertThat(refused).containsEntry("error", "login_required");
        assertThat(isUnchanged("shop", "https://shop.example:8443", refused.get("session_state"))).isTrue();
        browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(isUnchanged("shop", "https://shop.example:8443", refused.get("session_state"))).isFalse();
    }

    @Test
    void no_answer_says_it_without_openid_or_to_what_is_no_page() {
        assertThat(silently("scope", "email")).containsKey("code").doesNotContainKey("session_state");
        assertThat(silently("client_id", "phone", "redirect_uri", "com.example.phone:/cb")).containsKey("code")
                .doesNotContainKey("session_state");
        assertThat(silently("scope", "admin")).containsKey("error").doesNotContainKey("session_state");
    }

    @Test
    void signing_out_is_a_change() {
        var before = silently().get("session_state");
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertThat(browser.cookies).doesNotContainKey(COOKIE);
        assertThat(isUnchanged("shop", "https://shop.example:8443", before)).isFalse();
    }

    @Test
    void another_person_is_a_change_and_the_same_one_is_not() {
        var before = silently().get("session_state");
        browser.submit(browser.get("/login"), Map.of("username", ALICE, "password", PASSWORD));
        assertThat(isUnchanged("shop", "https://shop.example:8443", before)).isTrue();
        browser.submit(browser.get("/login"), Map.of("username", BOB, "password", PASSWORD));
        assertThat(isUnchanged("shop", "https://shop.example:8443", before)).isFalse();
    }

    @Test
    void an_answer_sets_the_cookie_right_that_it_is_about() { // or the client would see a change for ever
        for (var wrong : new String[]{null, "stale" }) {
            if (wrong == null) browser.cookies.remove(COOKIE);
            else
                browser.cookies.put(COOKIE, wrong);
            var sessionState = silently().get("session_state");
            assertThat(browser.cookies).containsKey(COOKIE);
            assertThat(isUnchanged("shop", "https://shop.example:8443", sessionState)).isTrue();
        }
        browser.cookies.remove("cardea_session");
        assertThat(silently()).containsEntry("error", "login_required");
        assertThat(browser.cookies).doesNotContainKey(COOKIE);
    }

    @Test
    void the_cookie_reveals_nothing_of_the_session() {
        var idToken = claims(silently("response_type", "id_token").get("id_token"));
        assertThat(browser.cookies.get(COOKIE)).hasSize(43).doesNotContain((String) idToken.get("sid"));
        assertThat(browser.cookies.get("cardea_session")).doesNotContain(browser.cookies.get(COOKIE));
        var thief = cardea.browser();
        thief.cookies.put("cardea_session", browser.cookies.get(COOKIE));
        assertThat(thief.get("/").body()).doesNotContain("alice");
    }

    @Test
    void the_page_to_ask_may_be_framed_and_runs_one_script() { // §3.2
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("check_session_iframe", TestCardea.ISSUER + CHECK); // §4
        var page = cardea.get(CHECK);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly(
                "default-src 'none'; script-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.body()).contains("data-cookie=\"cardea_state\"").containsPattern("src=\"/assets/session\\.");
    }

    @Test
    void all_of_it_can_be_turned_off() {
        try (var off = new TestCardea("features: { session_management: false }\n")) {
            var person = off.signedIn(ALICE);
            assertThat(person.cookies).doesNotContainKey(COOKIE);
            var answer = TestBrowser.answer(person.authorize(request(), ALICE, PASSWORD));
            assertThat(answer).containsKey("code").doesNotContainKey("session_state");
            assertThat(off.get(CHECK).statusCode()).isEqualTo(404);
            assertThat(json(off.get("/.well-known/openid-configuration"))).doesNotContainKey("check_session_iframe");
        }
    }
}
