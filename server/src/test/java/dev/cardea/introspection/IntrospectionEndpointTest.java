package dev.cardea.introspection;

import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7662 token introspection")
class IntrospectionEndpointTest {
    private static final Map<String, Object> INACTIVE = Map.of("active", false);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCardea.client("web", "audience: [api],"
                + " grant_types: [authorization_code, refresh_token]")
                + TestCardea.client("api", "grant_types: [client_credentials], response_types: []"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> asked(String caller, Object token) {
        var response = cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                basic(caller, SECRET));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return json(response);
    }

    @Test
    void tells_a_client_about_its_own_access_token() { // §2.2
        var token = cardea.tokensOf("app", "scope", "openid email").get("access_token");
        var claims = claims(token);
        assertThat(asked("app", token)).containsEntry("active", true)
                .containsEntry("token_type", "Bearer")
                .containsEntry("client_id", "app")
                .containsEntry("username", TestCardea.ALICE)
                .containsEntry("scope", "openid email")
                .containsEntry("iss", ISSUER)
                .containsAllEntriesOf(claims);
    }

    @Test
    void tells_a_resource_server_about_tokens_meant_for_it_and_no_other() { // §4
        var forApi = cardea.tokensOf("web").get("access_token");
        assertThat(asked("api", forApi)).containsEntry("active", true).containsEntry("client_id", "web");
        assertThat(asked("machine", forApi)).isEqualTo(INACTIVE);
        assertThat(asked("api", cardea.tokensOf("app").get("access_token"))).isEqualTo(INACTIVE);
    }

    @Test
    void tells_about_a_clients_own_authority() {
        var token = json(cardea.tokenAs("machine", Map.of("grant_type", "client_credentials"))).get("access_token");
        assertThat(asked("machine", token)).containsEntry("active", true)
                .containsEntry("sub", "machine")
                .doesNotContainKey("username");
    }

    @Test
    void tells_a_client_about_its_own_refresh_token() {
        var token = cardea.tokensOf("web", "scope", "openid offline_access").get("refresh_token");
        assertThat(asked("web", token)).containsEntry("active", true)
                .containsEntry("client_id", "web")
                .containsEntry("scope", "openid offline_access")
                .containsKeys("sub", "username", "iat");
        assertThat(asked("api", token)).isEqualTo(INACTIVE);
        assertThat(asked("app", token)).isEqualTo(INACTIVE);
    }

    @Test
    void says_of_a_refresh_token_that_was_used_that_it_is_dead() {
        var first = (String) cardea.tokensOf("web").get("refresh_token");
        var second = json(cardea.tokenAs("web", Map.of("grant_type", "refresh_token", "refresh_token", first)))
                .get("refresh_token");
        assertThat(asked("web", first)).isEqualTo(INACTIVE);
        assertThat(asked("web", second)).containsEntry("active", true);
    }

    @Test
    void ignores_a_wrong_hint() { // §2.1
        var tokens = cardea.tokensOf("web");
        for (var hint : new String[]{"refresh_token", "access_token", "magic", "" })
            for (var token : new Object[]{tokens.get("access_token"), tokens.get("refresh_token") })
                assertThat(json(cardea.post("/oauth2/introspect", Map.of("token", (String) token, "token_type_hint",
                        hint), "Authorization", basic("web", SECRET)))).containsEntry("active", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "at_", "rt_", "rt_AAAA", "....", "eyJhbGciOiJub25lIn0.e30.", "ä", "null" })
    void says_nothing_about_what_is_no_token(String text) { // §2.2
        assertThat(asked("app", text)).isEqualTo(INACTIVE);
    }

    @Test
    void says_nothing_about_tokens_of_another_kind() {
        assertThat(asked("app", cardea.givenTokens().get("id_token"))).isEqualTo(INACTIVE);
        assertThat(asked("app", cardea.givenCode())).isEqualTo(INACTIVE);
    }

    @Test
    void says_nothing_about_what_is_over() {
        var tokens = cardea.tokensOf("web");
        cardea.post("/oauth2/revoke", Map.of("token", (String) tokens.get("access_token")), "Authorization",
                basic("web", SECRET));
        assertThat(asked("web", tokens.get("access_token"))).isEqualTo(INACTIVE);
        assertThat(asked("api", tokens.get("access_token"))).isEqualTo(INACTIVE);
        assertThat(asked("web", tokens.get("refresh_token"))).containsEntry("active", true);
        var other = cardea.tokensOf("web");
        cardea.clock.advance(Duration.ofMinutes(10));
        assertThat(asked("web", other.get("access_token"))).isEqualTo(INACTIVE);
        cardea.clock.advance(Duration.ofMinutes(5));
        assertThat(asked("web", other.get("refresh_token"))).isEqualTo(INACTIVE);
    }

    @Test
    void asks_for_a_client_that_proves_itself() { // §2.1
        var token = cardea.givenTokens().get("access_token");
        for (var client : new String[]{"spa", "app", "nobody" }) {
            var response = cardea.post("/oauth2/introspect", Map.of("token", (String) token, "client_id", client));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(json(response)).containsEntry("error", "invalid_client").doesNotContainKey("active");
        }
        var withToken = cardea.post("/oauth2/introspect", Map.of("token", (String) token), "Authorization",
                "Bearer " + token);
        assertThat(withToken.statusCode()).isEqualTo(401);
    }

    @Test
    void asks_for_one_token_by_post() {
        assertThat(cardea.get("/oauth2/introspect?token=x", "Authorization", basic("app", SECRET)).statusCode())
                .isEqualTo(405);
        for (var body : new String[]{"", "token=", "token=a&token=b" }) {
            var response = cardea.send("POST", "/oauth2/introspect", body, "Authorization", basic("app", SECRET),
                    "Content-Type", "application/x-www-form-urlencoded");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response)).containsEntry("error", "invalid_request");
        }
    }
}
