package dev.cardea.revocation;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7009 token revocation")
class RevocationEndpointTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("opaque", "access_token_format: opaque"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static HttpResponse<String> revoked(String client, Object token) {
        return cardea.post("/oauth2/revoke", Map.of("token", (String) token), "Authorization", basic(client, SECRET));
    }

    private static boolean isAlive(Object accessToken) {
        return cardea.userinfo(accessToken).statusCode() == 200;
    }

    @Test
    void of_a_refresh_token_ends_everything_that_hangs_on_it() { // §2.1
        var first = cardea.givenTokens();
        var second = json(cardea.refresh((String) first.get("refresh_token")));
        var response = revoked("app", second.get("refresh_token"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(isAlive(first.get("access_token"))).isFalse();
        assertThat(isAlive(second.get("access_token"))).isFalse();
        assertThat(json(cardea.refresh((String) second.get("refresh_token")))).containsEntry("error", "invalid_grant");
        assertThat(cardea.server.stores().audit().latest(5))
                .anyMatch(entry -> entry.type().equals("AuthorizationRevoked"));
    }

    @Test
    void of_an_old_refresh_token_ends_the_family_too() {
        var first = cardea.givenTokens();
        var second = json(cardea.refresh((String) first.get("refresh_token")));
        assertThat(revoked("app", first.get("refresh_token")).statusCode()).isEqualTo(200);
        assertThat(isAlive(second.get("access_token"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "opaque" })
    void of_an_access_token_ends_that_one_alone(String client) {
        var tokens = cardea.tokensOf(client);
        var other = cardea.tokensOf(client);
        assertThat(revoked(client, tokens.get("access_token")).statusCode()).isEqualTo(200);
        assertThat(isAlive(tokens.get("access_token"))).isFalse();
        assertThat(isAlive(other.get("access_token"))).isTrue();
        if (client.equals("app"))
            assertThat(cardea.refresh((String) tokens.get("refresh_token")).statusCode()).isEqualTo(200);
        cardea.server.stores().deleteExpired(cardea.clock.instant());
        assertThat(isAlive(tokens.get("access_token"))).isFalse();
    }

    @Test
    void of_a_clients_own_access_token_ends_it() {
        var token = json(cardea.tokenAs("machine", Map.of("grant_type", "client_credentials"))).get("access_token");
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(403);
        assertThat(revoked("machine", token).statusCode()).isEqualTo(200);
        assertThat(cardea.userinfo(token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "at_x", "rt_x", "....", "ä" })
    void of_what_is_no_token_is_no_error(String text) { // §2.2
        assertThat(revoked("app", text).statusCode()).isEqualTo(200);
    }

    @Test
    void of_a_dead_token_is_no_error() { // §2.2
        var tokens = cardea.givenTokens();
        for (int i = 0; i < 2; i++) {
            assertThat(revoked("app", tokens.get("access_token")).statusCode()).isEqualTo(200);
            assertThat(revoked("app", tokens.get("refresh_token")).statusCode()).isEqualTo(200);
        }
        var expired = cardea.givenTokens();
        cardea.clock.advance(Duration.ofMinutes(16));
        assertThat(revoked("app", expired.get("access_token")).statusCode()).isEqualTo(200);
        assertThat(revoked("app", expired.get("refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void of_another_clients_token_is_refused_and_the_token_lives_on() { // §2.1
        var tokens = cardea.givenTokens();
        for (var token : new Object[]{tokens.get("access_token"), tokens.get("refresh_token") }) {
            var response = revoked("machine", token);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response)).containsEntry("error", "unauthorized_client");
        }
        assertThat(isAlive(tokens.get("access_token"))).isTrue();
        assertThat(cardea.refresh((String) tokens.get("refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void is_open_to_a_public_client_for_its_own_tokens() { // §2.1
        var tokens = cardea.givenTokens();
        assertThat(cardea.post("/oauth2/revoke", Map.of("token", "x", "client_id", "spa")).statusCode())
                .isEqualTo(200);
        assertThat(cardea.post("/oauth2/revoke", Map.of("token", (String) tokens.get("refresh_token"), "client_id",
                "spa")).statusCode()).isEqualTo(400);
        assertThat(isAlive(tokens.get("access_token"))).isTrue();
    }

    @Test
    void asks_for_a_client() {
        var token = (String) cardea.givenTokens().get("access_token");
        for (var form : List.of(Map.of("token", token), Map.of("token", token, "client_id", "app")))
            assertThat(cardea.post("/oauth2/revoke", form).statusCode()).isEqualTo(401);
        assertThat(isAlive(token)).isTrue();
    }

    @Test
    void ignores_a_wrong_hint_and_asks_for_one_token() {
        var token = (String) cardea.givenTokens().get("access_token");
        assertThat(cardea.post("/oauth2/revoke", Map.of("token", token, "token_type_hint", "refresh_token"),
                "Authorization", basic("app", SECRET)).statusCode()).isEqualTo(200);
        assertThat(isAlive(token)).isFalse();
        assertThat(json(cardea.post("/oauth2/revoke", Map.of(), "Authorization", basic("app", SECRET))))
                .containsEntry("error", "invalid_request");
        assertThat(cardea.get("/oauth2/revoke?token=x", "Authorization", basic("app", SECRET)).statusCode())
                .isEqualTo(405);
    }
}
