package dev.cardea.claims;

import dev.cardea.TestCardea;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Claims that a client or an organization keeps back")
class HiddenClaimsTest {
    private static final String SCOPE = "scope: openid profile email roles organization";
    private static final String WISH = "{\"id_token\":{\"email\":null,\"name\":null,\"roles\":null}}";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("organization: acme }",
                "organization: acme, roles: [editor, accountant, author] }")
                .replace("name: Acme GmbH }", "name: Acme GmbH, claims: [name, email, roles, authorizations] }")
                + TestCardea.client("outside", SCOPE + ", audience: [reader, narrow, blind]")
                + TestCardea.client("inside", SCOPE + ", organization: acme")
                + TestCardea.client("few", SCOPE + ", claims: [name, roles]")
                + TestCardea.client("none", SCOPE + ", claims: []")
                + TestCardea.client("writers", SCOPE + ", roles: [author, editor]")
                + TestCardea.client("reader", "grant_types: [client_credentials], response_types: []")
                + TestCardea.client("narrow", "grant_types: [client_credentials], response_types: [], roles: [author]")
                + TestCardea.client("blind", "grant_types: [client_credentials], response_types: [], claims: []")
                + """
                        roles:
                          - { id: editor, authorizations: ["article:write"] }
                          - { id: author, authorizations: ["article:draft"] }
                          - { id: accountant, authorizations: ["books:write"] }
                        """);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> tokens(String client) {
        return cardea.tokensOf(client, "scope", "openid profile email roles organization", "claims", WISH);
    }

    private static Map<String, Object> userinfo(Map<String, Object> tokens) {
        return json(cardea.userinfo(tokens.get("access_token")));
    }

    @Test
    void by_a_client_are_nowhere() {
        var few = tokens("few");
        assertThat(userinfo(few)).containsOnlyKeys("sub", "name", "roles");
        assertThat(claims(few.get("id_token"))).containsKeys("name", "roles").doesNotContainKey("email");
        assertThat(claims(few.get("access_token"))).containsKey("roles")
                .doesNotContainKeys("authorizations", "organization");
        var none = tokens("none");
        assertThat(userinfo(none)).containsOnlyKeys("sub");
        assertThat(claims(none.get("access_token"))).doesNotContainKeys("roles", "organization")
                .containsKeys("iss", "sub", "scope", "acr");
    }

    @Test
    void by_a_client_can_be_single_roles_and_what_they_authorize_to() {
        var writers = tokens("writers");
        for (var seen : List.of(userinfo(writers), claims(writers.get("access_token"))))
            assertThat(seen).containsEntry("roles", List.of("author", "editor"))
                    .containsEntry("authorizations", List.of("article:draft", "article:write"));
    }

    @Test
    void by_an_organization_do_not_leave_it() {
        var outside = tokens("outside");
        assertThat(userinfo(outside)).containsOnlyKeys("sub", "name", "email", "roles", "authorizations");
        assertThat(claims(outside.get("access_token"))).containsKey("roles").doesNotContainKey("organization");
    }

    @Test
    void by_an_organization_are_there_for_its_own_clients() {
        assertThat(userinfo(tokens("inside"))).containsEntry("organization", "acme")
                .containsEntry("preferred_username", "alice");
    }

    @Test
    void are_hidden_from_who_introspects_a_token() { // RFC 9701 §8.2: what is relevant to that resource server
        var token = (String) tokens("outside").get("access_token");
        assertThat(introspected("reader", token)).containsKeys("roles", "authorizations", "username");
        // How many roles there are beside those it may know of is not for it either.
        assertThat(introspected("narrow", token)).containsEntry("active", true)
                .doesNotContainKeys("roles", "authorizations");
        assertThat(introspected("blind", token)).containsEntry("active", true)
                .containsKeys("sub", "scope", "exp")
                .doesNotContainKeys("roles", "authorizations", "username");
    }

    private static Map<String, Object> introspected(String reader, String token) {
        return json(cardea.post("/oauth2/introspect", Map.of("token", token), "Authorization", basic(reader, SECRET)));
    }

    @Test
    void cannot_be_set_by_a_client_that_registers_itself() {
        try (var open = new TestCardea("features: { dynamic_registration: open }\n")) {
            for (var name : List.of("claims", "roles")) {
                var refused = open.send("POST", "/oauth2/register",
                        "{\"redirect_uris\":[\"https://a.example/cb\"],\"" + name + "\":[\"email\"]}", "Content-Type",
                        "application/json");
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(json(refused)).containsEntry("error", "invalid_client_metadata");
            }
        }
    }

    @Test
    void refer_to_roles_that_there_are() {
        assertThatThrownBy(() -> new TestCardea(TestCardea.client("x", "roles: [unheard-of]")))
                .hasMessageContaining("is no declared role");
    }
}
