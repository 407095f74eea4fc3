package dev.cardea.token;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §4.1.3 access token request with an authorization code")
class AuthorizationCodeGrantTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea();
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void issues_tokens_for_what_the_person_agreed_to() {
        var response = cardea.redeem(cardea.givenCode());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store"); // §5.1
        var answer = json(response);
        assertThat(answer).containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 600)
                .containsEntry("scope", "openid profile email offline_access")
                .containsKeys("access_token", "id_token", "refresh_token");
        assertThat(claims(answer.get("id_token"))).containsEntry("iss", TestCardea.ISSUER)
                .containsEntry("aud", "app")
                .containsEntry("nonce", "n-1")
                .containsKeys("sub", "auth_time", "sid", "at_hash", "exp", "iat");
        assertThat(claims(answer.get("access_token"))).containsEntry("client_id", "app") // RFC 9068 §2.2
                .containsKeys("iss", "sub", "aud", "jti", "exp", "iat", "auth_time");
    }

    @Test
    void refuses_a_code_used_twice_and_revokes_what_the_first_use_obtained() { // §4.1.2
        var code = cardea.givenCode();
        var tokens = json(cardea.redeem(code));
        var replay = cardea.redeem(code);
        assertThat(replay.statusCode()).isEqualTo(400);
        assertThat(json(replay)).containsEntry("error", "invalid_grant");
        assertThat(userinfo(tokens).statusCode()).isEqualTo(401);
        assertThat(cardea.refresh((String) tokens.get("refresh_token")).statusCode()).isEqualTo(400);
    }

    @Test
    void lets_exactly_one_of_64_concurrent_redemptions_win() throws Exception {
        var code = cardea.givenCode();
        var answers = concurrently(64, () -> cardea.redeem(code));
        var winners = answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 400).hasSize(63);
        // The others were replays: what the winner got is dead.
        assertThat(userinfo(json(winners.getFirst())).statusCode()).isEqualTo(401);
    }

    @Test
    void refuses_an_expired_code() {
        var code = cardea.givenCode();
        cardea.clock.advance(Duration.ofSeconds(61));
        assertThat(json(cardea.redeem(code))).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_another_redirect_uri_and_a_missing_one() {
        assertThat(json(cardea.redeem(cardea.givenCode(), "redirect_uri", "https://app.example/other")))
                .containsEntry("error", "invalid_grant");
        assertThat(json(cardea.redeem(cardea.givenCode(), "redirect_uri", ""))).containsEntry("error", "invalid_grant");
    }

    @Test
    void refuses_the_code_of_another_client() { // §10.5
        var stolen = cardea.post("/oauth2/token", Map.of(
                "grant_type", "authorization_code", "code", cardea.givenCode(), "redirect_uri", TestCardea.REDIRECT,
                "code_verifier", TestCardea.VERIFIER, "client_id", "spa"));
        assertThat(json(stolen)).containsEntry("error", "invalid_grant");
    }

    @Test
    void asks_a_confidential_client_for_its_credentials() {
        var response = cardea.post("/oauth2/token", Map.of(
                "grant_type", "authorization_code", "code", cardea.givenCode(), "client_id", "app"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_client");
    }

    @Test
    void refuses_a_wrong_and_a_missing_verifier() { // RFC 7636 §4.6
        assertThat(json(cardea.redeem(cardea.givenCode(), "code_verifier", "x".repeat(43))))
                .containsEntry("error", "invalid_grant");
        assertThat(json(cardea.redeem(cardea.givenCode(), "code_verifier", ""))).containsEntry("error",
                "invalid_grant");
    }

    private static HttpResponse<String> userinfo(Map<String, Object> tokens) {
        return cardea.get("/userinfo", "Authorization", "Bearer " + tokens.get("access_token"));
    }

    static <T> List<T> concurrently(int threads, Callable<T> action) throws Exception {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<T>>();
            for (int i = 0; i < threads; i++)
                running.add(executor.submit(() -> {
                    start.await();
                    return action.call();
                }));
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : running) results.add(future.get());
            return results;
        }
    }
}
