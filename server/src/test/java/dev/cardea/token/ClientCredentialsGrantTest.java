package dev.cardea.token;

import dev.cardea.TestCardea;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §4.4 the client credentials grant")
class ClientCredentialsGrantTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("both", "grant_types: [authorization_code, refresh_token, client_credentials],"
                        + " issue_refresh_token: always, scope: openid profile orders offline_access,"
                        + " lifetimes: { access_token: 1h }")
                        + TestCardea.client("modest", "grant_types: [client_credentials], response_types: []"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> granted(String client, String... scope) {
        var form = new HashMap<>(Map.of("grant_type", "client_credentials"));
        if (scope.length > 0) form.put("scope", scope[0]);
        return json(cardea.tokenAs(client, form));
    }

    @Test
    void gives_all_registered_scopes_where_none_is_asked_for() { // §3.3
        assertThat(granted("machine")).containsEntry("scope", "orders invoices").containsEntry("token_type", "Bearer");
    }

    @Test
    void gives_the_scopes_asked_for() {
        var answer = granted("machine", "invoices");
        assertThat(answer).containsEntry("scope", "invoices");
        assertThat(claims(answer.get("access_token"))).containsEntry("scope", "invoices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders admin", "openid", "orders openid", "offline_access", "Orders" })
    void refuses_scopes_that_are_not_registered_or_speak_of_a_person(String scope) {
        assertThat(granted("both", scope)).containsEntry("error", "invalid_scope");
    }

    @Test
    void gives_neither_a_refresh_token_nor_an_id_token() { // §4.4.3
        assertThat(granted("both")).containsOnlyKeys("access_token", "token_type", "expires_in", "scope")
                .containsEntry("scope", "orders");
    }

    @Test
    void leaves_out_a_scope_that_would_be_empty() { // §3.3: the grammar has no empty scope
        var answer = granted("modest");
        assertThat(answer).containsOnlyKeys("access_token", "token_type", "expires_in");
        assertThat(claims(answer.get("access_token"))).doesNotContainKey("scope");
    }

    @Test
    void speaks_of_the_client_and_of_nobody_else() { // RFC 9068 §2.2, RFC 9700 §4.15
        assertThat(claims(granted("machine").get("access_token"))).containsEntry("sub", "machine")
                .containsEntry("client_id", "machine")
                .doesNotContainKeys("auth_time", "acr", "amr", "sid");
    }

    @Test
    void lives_as_long_as_the_client_is_registered_for() {
        var answer = granted("both");
        assertThat(answer).containsEntry("expires_in", 3600);
        var claims = claims(answer.get("access_token"));
        assertThat((int) claims.get("exp") - (int) claims.get("iat")).isEqualTo(3600);
    }

    @Test
    void refuses_a_public_client() { // §4.4
        var response = cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id", "spa"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response)).containsEntry("error", "unauthorized_client");
    }
}
