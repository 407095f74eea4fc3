package dev.cardea.claims;

import dev.cardea.TestCardea;
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
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9068 §2.2.3 roles and organization, by scope (OIDC Core §5.4)")
class RoleClaimsTest {
    private static final String[] NAMES = {"roles", "authorizations", "organization" };
    private static final List<String> ROLES = List.of("author", "editor");
    private static final List<String> AUTHORIZATIONS = List.of("article:read", "article:write");
    private static final String ALL = "openid profile email roles organization offline_access";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("organization: acme }",
                "organization: acme, roles: [editor, author] }")
                + TestCardea.client("web", "scope: " + ALL + ", audience: [api],"
                        + " grant_types: [authorization_code, refresh_token, implicit],"
                        + " response_types: [code, id_token, id_token token]")
                + TestCardea.client("opaque", "scope: " + ALL + ", access_token_format: opaque")
                + TestCardea.client("mail", "scope: openid email")
                + TestCardea.client("api", "grant_types: [client_credentials], response_types: [], scope: roles")
                + """
                        roles:
                          - { id: editor, authorizations: ["article:write", "article:read"] }
                          - { id: author, authorizations: ["article:write"] }
                          - { id: idle }
                        """);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static void assertAll(Map<String, Object> claims) {
        assertThat(claims).containsEntry("roles", ROLES)
                .containsEntry("authorizations", AUTHORIZATIONS)
                .containsEntry("organization", "acme");
    }

    @Test
    void are_in_access_tokens_and_userinfo_where_their_scopes_were_granted() {
        var tokens = cardea.tokensOf("web", "scope", "openid roles organization");
        assertAll(claims(tokens.get("access_token")));
        assertThat(claims(tokens.get("id_token"))).doesNotContainKeys(NAMES); // OIDC Core §5.4
        var opaque = cardea.tokensOf("opaque", "scope", "openid roles organization");
        assertAll(json(cardea.userinfo(opaque.get("access_token"))));
    }

    @Test
    void are_each_in_their_own_scope() {
        var roles = claims(cardea.tokensOf("web", "scope", "openid roles").get("access_token"));
        assertThat(roles).containsEntry("roles", ROLES).doesNotContainKey("organization");
        var organization = claims(cardea.tokensOf("web", "scope", "openid organization").get("access_token"));
        assertThat(organization).containsEntry("organization", "acme").doesNotContainKeys("roles", "authorizations");
    }

    @Test
    void are_in_an_id_token_with_nothing_beside_it() { // OIDC Core §5.4
        var answer = dev.cardea.TestBrowser.answer(cardea.signedIn(TestCardea.ALICE)
                .open(TestCardea.request("client_id", "web", "response_type", "id_token", "scope",
                        "openid roles organization", "code_challenge", "", "code_challenge_method", "")));
        assertAll(claims(answer.get("id_token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "openid profile email" })
    void are_nowhere_without_their_scopes(String scope) {
        var tokens = cardea.tokensOf("web", "scope", scope);
        assertThat(claims(tokens.get("access_token"))).doesNotContainKeys(NAMES);
        assertThat(claims(tokens.get("id_token"))).doesNotContainKeys(NAMES);
        assertThat(json(cardea.userinfo(tokens.get("access_token")))).doesNotContainKeys(NAMES);
    }

    @Test
    void are_absent_for_a_person_without_them() {
        var request = TestCardea.request("client_id", "web", "scope", "openid roles organization");
        var code = dev.cardea.TestBrowser.answer(cardea.signedIn(TestCardea.BOB).open(request)).get("code");
        var tokens = json(cardea.tokenAs("web", Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        assertThat(claims(tokens.get("access_token"))).doesNotContainKeys(NAMES);
        assertThat(json(cardea.userinfo(tokens.get("access_token")))).containsOnlyKeys("sub");
    }

    @Test
    void are_absent_for_a_client_that_acts_for_itself() { // RFC 9068 §2.2.3: of the resource owner
        var token = json(cardea.tokenAs("api", Map.of("grant_type", "client_credentials", "scope", "roles")));
        assertThat(claims(token.get("access_token"))).containsEntry("scope", "roles").doesNotContainKeys(NAMES);
    }

    @Test
    void are_as_they_are_now_after_a_refresh() {
        try (var own = TestCardea.of(TestCardea.CONFIGURATION
                + TestCardea.client("web", "scope: " + ALL + ", issue_refresh_token: always,"
                        + " grant_types: [authorization_code, refresh_token]"))) {
            var first = own.tokensOf("web", "scope", "openid roles");
            var alice = own.user(TestCardea.ALICE);
            own.server.stores()
                    .users()
                    .put(new dev.cardea.user.User(alice.id(), alice.organization(), alice.status(), alice.email(),
                            alice.emailVerified(), alice.username(), alice.claims(),
                            java.util.Set.of("administrator"), alice.updatedAt()));
            assertThat(claims(first.get("access_token"))).doesNotContainKey("roles");
            var second = json(own.tokenAs("web", Map.of("grant_type", "refresh_token", "refresh_token",
                    (String) first.get("refresh_token"))));
            assertThat(claims(second.get("access_token"))).containsEntry("roles", List.of("administrator"));
        }
    }

    @Test
    void are_in_what_introspection_says() {
        for (var client : List.of("web", "opaque")) {
            var token = (String) cardea.tokensOf(client, "scope", "openid roles organization").get("access_token");
            assertAll(json(cardea.post("/oauth2/introspect", Map.of("token", token), "Authorization",
                    basic(client.equals("web") ? "api" : client, SECRET))));
        }
    }

    @Test
    void are_refused_to_a_client_that_is_not_registered_for_their_scopes() { // RFC 6749 §3.3
        for (var scope : List.of("openid roles", "openid organization"))
            assertThat(cardea.signedIn(TestCardea.ALICE)
                    .open(TestCardea.request("client_id", "mail", "scope", scope))
                    .headers()
                    .firstValue("Location")
                    .orElse("")).contains("error=invalid_scope");
    }

    @Test
    void can_be_asked_for_by_name_only_where_a_registered_scope_opens_them() { // OIDC Core §5.5
        var wish = "{\"id_token\":{\"roles\":null,\"organization\":null,\"email\":null,\"name\":null},"
                + "\"userinfo\":{\"roles\":null,\"organization\":null,\"name\":null}}";
        var web = cardea.tokensOf("web", "scope", "openid", "claims", wish);
        assertThat(claims(web.get("id_token"))).containsEntry("roles", ROLES)
                .containsEntry("organization", "acme")
                .doesNotContainKey("authorizations");
        assertThat(json(cardea.userinfo(web.get("access_token")))).containsOnlyKeys("sub", "roles", "organization",
                "name");
        // What is asked for by name is for the places named.
        assertThat(claims(web.get("access_token"))).doesNotContainKeys(NAMES);
        var mail = cardea.tokensOf("mail", "scope", "openid", "claims", wish);
        assertThat(claims(mail.get("id_token"))).containsKey("email")
                .doesNotContainKeys(NAMES)
                .doesNotContainKey("name");
        assertThat(json(cardea.userinfo(mail.get("access_token")))).containsOnlyKeys("sub");
    }

    @Test
    void cost_one_read_of_the_store_where_they_are_asked_for_and_none_elsewhere() {
        var before = reads();
        cardea.userinfo(cardea.tokensOf("web", "scope", "openid profile email").get("access_token"));
        assertThat(reads()).isEqualTo(before);
        cardea.tokensOf("opaque", "scope", "openid organization");
        assertThat(reads()).isEqualTo(before);
        cardea.tokensOf("web", "scope", "openid roles organization");
        assertThat(reads()).isEqualTo(before + 1);
    }

    /// How often it was looked up what roles authorize to.
    private static double reads() {
        return cardea.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("_count{") && line.contains("organizations.authorizations"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void are_announced() {
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        assertThat((List<?>) metadata.get("scopes_supported")).asString().contains("roles", "organization");
        assertThat((List<?>) metadata.get("claims_supported")).asString().contains(NAMES);
    }
}
