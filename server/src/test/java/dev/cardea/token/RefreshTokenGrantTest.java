package dev.cardea.token;

import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static dev.cardea.token.AuthorizationCodeGrantTest.concurrently;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §6 refreshing an access token, with rotation (RFC 9700 §4.14.2)")
class RefreshTokenGrantTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String given() {
        return (String) cardea.givenTokens().get("refresh_token");
    }

    @Test
    void answers_with_a_successor_that_works() {
        var first = given();
        var answer = json(cardea.refresh(first));
        assertThat(answer).containsKeys("access_token", "id_token");
        assertThat(answer.get("refresh_token")).isNotEqualTo(first);
        assertThat(cardea.refresh((String) answer.get("refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void gives_a_retry_within_the_grace_period_the_same_successor() {
        var first = given();
        var successor = json(cardea.refresh(first)).get("refresh_token");
        cardea.clock.advance(Duration.ofSeconds(9));
        assertThat(json(cardea.refresh(first))).containsEntry("refresh_token", successor);
    }

    @Test
    void gives_64_concurrent_requests_the_same_successor() throws Exception {
        var first = given();
        var successors = concurrently(64, () -> json(cardea.refresh(first)).get("refresh_token"));
        assertThat(successors).hasSize(64).doesNotContainNull();
        assertThat(successors.stream().collect(Collectors.toSet())).hasSize(1);
    }

    @Test
    void revokes_the_family_when_an_old_token_comes_back_later() {
        var first = given();
        var answer = json(cardea.refresh(first));
        cardea.clock.advance(Duration.ofSeconds(11));
        assertThat(json(cardea.refresh(first))).containsEntry("error", "invalid_grant");
        assertThat(cardea.refresh((String) answer.get("refresh_token")).statusCode()).isEqualTo(400);
        var userinfo = cardea.get("/userinfo", "Authorization", "Bearer " + answer.get("access_token"));
        assertThat(userinfo.statusCode()).isEqualTo(401);
        assertThat(cardea.server.stores().audit().latest(5))
                .anyMatch(entry -> entry.type().equals("RefreshTokenReused"));
    }

    @Test
    void refuses_more_scope_than_was_granted_without_spending_the_token() {
        var first = given();
        var refused = cardea.token(
                Map.of("grant_type", "refresh_token", "refresh_token", first, "scope", "openid phone"));
        assertThat(json(refused)).containsEntry("error", "invalid_scope");
        assertThat(cardea.refresh(first).statusCode()).isEqualTo(200);
    }

    @Test
    void narrows_the_scope_of_one_answer_and_not_of_the_token() {
        var narrowed = json(cardea.token(
                Map.of("grant_type", "refresh_token", "refresh_token", given(), "scope", "openid")));
        assertThat(narrowed).containsEntry("scope", "openid");
        assertThat(json(cardea.refresh((String) narrowed.get("refresh_token"))))
                .containsEntry("scope", "openid profile email offline_access");
    }

    @Test
    void refuses_an_expired_token() {
        var first = given();
        cardea.clock.advance(Duration.ofMinutes(16));
        assertThat(json(cardea.refresh(first))).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_another_clients_token() {
        var stolen = cardea.post("/oauth2/token",
                Map.of("grant_type", "refresh_token", "refresh_token", given(), "client_id", "spa"));
        assertThat(json(stolen)).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_a_token_that_was_changed_anywhere() {
        var token = given();
        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            var changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(cardea.refresh(changed).statusCode()).as("character %d", i).isEqualTo(400);
        }
        assertThat(cardea.refresh(token).statusCode()).isEqualTo(200);
    }
}
