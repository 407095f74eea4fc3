package dev.cardea.claims;

import dev.cardea.TestCardea;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Scopes and claims of the operator's own")
class DeclaredScopesTest {
    private static final String SCOPE = "scope: openid profile roles department staff";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("organization: acme }",
                "organization: acme, roles: [editor], attributes: { department: Sales, cost_center: 4711,"
                        + " badges: [a, b], secret_note: hers } }")
                + TestCardea.client("web", SCOPE)
                + "  - { client_id: asking, client_secret: " + TestCardea.SECRET + ", redirect_uris: [\""
                + TestCardea.REDIRECT + "\"], " + SCOPE + " }\n"
                + """
                        roles:
                          - { id: editor }
                        scopes:
                          - { name: department, claims: [department, cost_center], in_access_token: true, description: See where you work, "description#de": Sehen wo du arbeitest }
                          - { name: staff, claims: [badges, groups, name, "https://claims.example/unit"] }
                          - { name: profile, claims: [badges] }
                        claims:
                          - { name: groups, from: roles }
                          - { name: "https://claims.example/unit", from: department }
                        """);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> userinfo(String client, String scope) {
        return json(cardea.userinfo(cardea.tokensOf(client, "scope", scope).get("access_token")));
    }

    @Test
    void open_attributes_of_the_account() {
        assertThat(userinfo("web", "openid department")).containsOnly(Map.entry("department", "Sales"),
                Map.entry("cost_center", 4711), Map.entry("sub", cardea.user(TestCardea.ALICE).id().value()));
    }

    @Test
    void open_claims_of_other_names_with_the_values_of_others() {
        assertThat(userinfo("web", "openid staff")).containsEntry("groups", List.of("editor"))
                .containsEntry("https://claims.example/unit", "Sales")
                .containsEntry("badges", List.of("a", "b"))
                .containsEntry("name", "Alice Adams")
                .doesNotContainKeys("roles", "department");
    }

    @Test
    void add_to_scopes_that_are_there() {
        assertThat(userinfo("web", "openid profile")).containsEntry("name", "Alice Adams").containsKey("badges");
    }

    @Test
    void are_in_access_tokens_only_where_it_was_said() {
        assertThat(claims(cardea.tokensOf("web", "scope", "openid department").get("access_token")))
                .containsEntry("department", "Sales")
                .containsEntry("cost_center", 4711);
        assertThat(claims(cardea.tokensOf("web", "scope", "openid staff").get("access_token")))
                .doesNotContainKeys("badges", "groups", "name");
    }

    @Test
    void leave_all_else_of_the_account_alone() {
        var wish = "{\"userinfo\":{\"secret_note\":null,\"department\":null,\"password_hash\":null}}";
        var tokens = cardea.tokensOf("web", "scope", "openid profile staff", "claims", wish);
        assertThat(json(cardea.userinfo(tokens.get("access_token")))).containsKey("department")
                .doesNotContainKeys("secret_note", "password_hash");
        assertThat(json(cardea.userinfo(cardea.tokensOf("app", "scope", "openid",
                "claims", wish).get("access_token")))).containsOnlyKeys("sub");
    }

    @ParameterizedTest
    @CsvSource({"en, See where you work", "de, Sehen wo du arbeitest", "fr, See where you work" })
    void are_described_to_the_person_who_is_asked(String language, String text) {
        var page = cardea.signedIn(TestCardea.ALICE)
                .open(TestCardea.request("client_id", "asking", "scope", "openid department staff", "ui_locales",
                        language));
        assertThat(page.body()).contains(text).contains("<bdi>staff</bdi>");
    }

    @Test
    void are_announced() {
        var metadata = json(cardea.get("/.well-known/openid-configuration"));
        assertThat(new TreeSet<>((List<?>) metadata.get("scopes_supported")).toString()).contains("department",
                "staff");
        assertThat((List<?>) metadata.get("claims_supported")).asString()
                .contains("department", "cost_center", "badges", "groups", "https://claims.example/unit");
        assertThat((List<?>) metadata.get("claims_supported")).doesNotHaveDuplicates()
                .asString()
                .doesNotContain("secret_note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "jti", "scope", "client_id", "acr", "amr", "auth_time",
            "nonce", "azp", "at_hash", "sid", "cnf", "act", "active", "token_introspection" })
    void never_stand_for_what_has_a_meaning_in_tokens(String name) { // RFC 7519 §4.1
        assertRefused("scopes: [{ name: mine, claims: [" + name + "] }]\n", "has a meaning of its own in tokens");
        assertRefused("claims: [{ name: " + name + ", from: department }]\n", "has a meaning of its own in tokens");
    }

    @Test
    void never_replace_a_claim_of_a_token_even_where_the_store_has_one() {
        var rules = new ClaimRules(List.of(new ClaimRules.Scope("mine", List.of("sub", "nonce", "at_hash", "hat"), true,
                Map.of())), Map.of(), Map.of());
        var claims = new Claims(List.of(new StandardClaims()), rules);
        assertThat(claims.supported()).contains("hat").doesNotContain("sub", "nonce", "at_hash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scopes: [{ name: openid, claims: [x] }]", "scopes: [{ name: offline_access }]",
            "scopes: [{ name: 'two words' }]", "scopes: [{ name: 'a\"b' }]", "scopes: [{ claims: [x] }]",
            "scopes: [{ name: a }, { name: a }]", "scopes: [{ name: a, description: ' ' }]", "claims: [{ name: a }]",
            "claims: [{ from: a }]", "claims: [{ name: a, from: b }, { name: a, from: c }]" })
    void are_refused_where_they_say_nothing_sensible(String section) {
        assertRefused(section + "\n", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ sub: x }", "{ email: x }", "{ roles: [x] }", "[a]", "text" })
    void open_no_attributes_that_are_something_else(String attributes) {
        assertThatThrownBy(() -> TestCardea.of(TestCardea.CONFIGURATION.replace("organization: acme }",
                "organization: acme, attributes: " + attributes + " }"))).hasMessageContaining("attributes");
    }

    private static void assertRefused(String section, String why) {
        assertThatThrownBy(() -> new TestCardea(section).close()).isInstanceOf(dev.cardea.config.InvalidSettings.class)
                .hasMessageContaining(why);
    }
}
