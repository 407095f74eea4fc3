package dev.cardea.declaration;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What was given to a client or a person that was removed, and then declared again")
class RemovedTest {
    private static final String ALL = TestCardea.CONFIGURATION + "prune: true\n";
    private TestCardea cardea = TestCardea.of(ALL);

    @AfterEach
    void stop() {
        cardea.close();
    }

    /// Restarts with a file that lacks the lines with this text.
    private void without(String text) {
        cardea.clock.advance(Duration.ofSeconds(1));
        cardea = cardea.restarted(ALL.lines().filter(line -> !line.contains(text)).reduce("", (a, b) -> a + b + "\n"));
    }

    private void withAll() {
        cardea.clock.advance(Duration.ofSeconds(1));
        cardea = cardea.restarted(ALL);
    }

    private Object isActive(String client, Object token) {
        return json(cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                basic(client, SECRET))).get("active");
    }

    private void assertAllDead(Map<String, Object> tokens, String code) {
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(isActive("app", tokens.get("access_token"))).isEqualTo(false);
        assertThat(isActive("app", tokens.get("refresh_token"))).isEqualTo(false);
        assertThat(json(cardea.refresh((String) tokens.get("refresh_token")))).containsEntry("error", "invalid_grant");
        assertThat(json(cardea.redeem(code))).containsEntry("error", "invalid_grant");
    }

    @Test
    void is_dead_with_the_client_and_stays_so() {
        var tokens = cardea.givenTokens();
        var code = cardea.givenCode();
        without("client_id: app,");
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(cardea.refresh((String) tokens.get("refresh_token")).statusCode()).isEqualTo(401);
        withAll();
        assertAllDead(tokens, code);
        assertThat(cardea.accepts(cardea.givenTokens())).isTrue();
    }

    @Test
    void is_dead_for_a_client_acting_for_itself() {
        var form = Map.of("grant_type", "client_credentials");
        var token = json(cardea.tokenAs("machine", form)).get("access_token");
        assertThat(isActive("machine", token)).isEqualTo(true);
        without("client_id: machine,");
        withAll();
        assertThat(isActive("machine", token)).isEqualTo(false);
        assertThat(isActive("machine", json(cardea.tokenAs("machine", form)).get("access_token"))).isEqualTo(true);
    }

    @Test
    void has_to_be_agreed_to_again() {
        cardea.givenTokens();
        assertThat(TestBrowser.asksForConsent(cardea.signedIn(ALICE).open(request()))).isFalse();
        without("client_id: app,");
        withAll();
        assertThat(TestBrowser.asksForConsent(cardea.signedIn(ALICE).open(request()))).isTrue();
    }

    @Test
    void is_dead_with_the_person_and_stays_so() {
        var tokens = cardea.givenTokens();
        var code = cardea.givenCode();
        var cookies = cardea.signedIn(ALICE).cookies;
        without("email: " + ALICE);
        assertAllDead(tokens, code);
        withAll();
        assertAllDead(tokens, code);
        var browser = cardea.browser();
        browser.cookies.putAll(cookies);
        assertThat(TestBrowser.asksForPassword(browser.open(request()))).isTrue();
        var again = json(cardea.redeem(TestBrowser.answer(
                cardea.browser().authorize(request(), ALICE, PASSWORD)).get("code")));
        assertThat(claims(again.get("id_token")).get("sub")).isNotEqualTo(claims(tokens.get("id_token")).get("sub"));
    }

    @Test
    void lives_on_where_only_the_declaration_changed() {
        var tokens = cardea.givenTokens();
        cardea.clock.advance(Duration.ofSeconds(1));
        cardea = cardea.restarted(ALL.replace("client_name: App", "client_name: Renamed"));
        assertThat(cardea.accepts(tokens)).isTrue();
        assertThat(cardea.refresh((String) tokens.get("refresh_token")).statusCode()).isEqualTo(200);
    }
}
