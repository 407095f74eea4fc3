package dev.cardea.session;

import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestBrowser.asksForPassword;
import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.VERIFIER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A disabled account or client is refused on every path, whatever it was given before")
class DisabledTest {
    private static final String OTHER = "https://other.example/cb";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> introspect(Object token) {
        return json(cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                basic("app", SECRET)));
    }

    @Test
    void account() {
        var browser = cardea.browser();
        var tokens = json(
                cardea.redeem(TestBrowser.answer(browser.authorize(request(), BOB, PASSWORD)).get("code")));
        var code = TestBrowser.answer(browser.open(request())).get("code");
        cardea.clock.advance(Duration.ofSeconds(1));
        var consent = browser.open(request("prompt", "consent"));
        var signIn = cardea.browser();
        var signInPage = signIn.open(request());
        assertThat(introspect(tokens.get("access_token"))).containsEntry("active", true);
        assertThat(introspect(tokens.get("refresh_token"))).containsEntry("active", true);

        cardea.disableUser(BOB);

        assertThat(json(cardea.redeem(code))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.refresh((String) tokens.get("refresh_token")))).containsEntry("error", "invalid_grant");
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(introspect(tokens.get("access_token"))).containsOnlyKeys("active").containsEntry("active", false);
        assertThat(introspect(tokens.get("refresh_token"))).containsOnlyKeys("active").containsEntry("active", false);
        Refusals.assertSent(browser.open(request("prompt", "none")), "login_required");
        assertThat(asksForPassword(browser.submit(consent, Map.of("decision", "allow")))).isTrue();
        var attempt = signIn.send(signInPage, Map.of("username", BOB, "password", PASSWORD));
        assertThat(attempt.statusCode()).isEqualTo(401);
        assertThat(browser.get("/").body()).doesNotContain(BOB);
    }

    @Test
    void client() {
        var browser = cardea.signedIn(ALICE);
        var request = request("client_id", "other", "redirect_uri", OTHER);
        var tokens = redeem(TestBrowser.answer(browser.open(request)).get("code"));
        var code = TestBrowser.answer(browser.open(request)).get("code");
        cardea.clock.advance(Duration.ofSeconds(1));
        request.put("prompt", "consent");
        var consent = browser.open(request);

        cardea.disableClient("other");

        assertThat(redeem(code)).containsEntry("error", "invalid_client");
        assertThat(cardea.accepts(tokens)).isFalse();
        for (var endpoint : new String[]{"/oauth2/introspect", "/oauth2/revoke" }) {
            var refused = cardea.post(endpoint, Map.of("client_id", "other", "client_secret", SECRET, "token",
                    (String) tokens.get("access_token")));
            assertThat(json(refused)).containsEntry("error", "invalid_client");
        }
        Refusals.assertShown(browser.open(request));
        Refusals.assertShown(browser.submit(consent, Map.of("decision", "allow")));
        Refusals.assertShown(
                browser.get("/oauth2/sessions/logout?id_token_hint=" + tokens.get("id_token")));
    }

    private static Map<String, Object> redeem(String code) {
        return json(cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "client_id", "other",
                "client_secret", SECRET, "redirect_uri", OTHER, "code_verifier", VERIFIER, "code", code)));
    }
}
