package dev.cardea.attribute;

import dev.cardea.Config;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.config.InvalidSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Attributes that the configuration declares")
class AttributesTest {
    private static final String DECLARED = """
            attributes:
              - { name: department, type: enum, values: [Sales, Research], label: Department, scope: department }
              - { name: shoe_size, type: number, editable_by: person, label: Shoe size, scope: sizes }
              - { name: wants_news, type: boolean, editable_by: person, label: News }
              - { name: joined, type: date }
              - { name: note, visible_to: administrator }
            """;
    private static final String CAROL = "carol@acme.example";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(TestCardea.CONFIGURATION.replace("clients:\n",
                """
                          - { email: dora@acme.example, password: "%s", attributes: { department: Sales, joined: "2020-02-29", note: hers } }
                        clients:
                        """
                        .formatted(PASSWORD))
                + TestCardea.client("web", "scope: openid department sizes") + DECLARED);
        var users = cardea.server.stores().users();
        var bob = users.findByIdentifier(TestCardea.BOB).orElseThrow();
        var carol = new dev.cardea.user.User(new dev.cardea.oauth.UserId("carol"), null,
                dev.cardea.user.User.Status.active, CAROL, true, null, Map.of("note", "nobody's"), java.util.Set.of(),
                cardea.clock.instant());
        users.create(carol, bob.passwordHash());
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> userinfo(String user) {
        var code = TestBrowser.answer(cardea.browser()
                .authorize(TestCardea.request("client_id", "web", "scope", "openid department sizes"), user, PASSWORD))
                .get("code");
        var tokens = json(cardea.tokenAs("web", Map.of("grant_type", "authorization_code", "code", code,
                "redirect_uri", TestCardea.REDIRECT, "code_verifier", TestCardea.VERIFIER)));
        return json(cardea.userinfo(tokens.get("access_token")));
    }

    @Test
    void are_told_to_clients_by_their_scopes() {
        assertThat(userinfo("dora@acme.example")).containsEntry("department", "Sales")
                .doesNotContainKeys("joined", "note");
    }

    @Test
    void are_changed_by_people_where_they_may() {
        var browser = cardea.signedIn(CAROL);
        var page = browser.get("/account/profile");
        assertThat(page.body()).contains("Shoe size", "News").doesNotContain("Department", "nobody");
        var form = new HashMap<>(Map.of("attribute.shoe_size", "43.5", "attribute.wants_news", "true",
                "attribute.department", "Sales", "attribute.note", "mine"));
        browser.submit(page, form);
        assertThat(cardea.user(CAROL).claims())
                .isEqualTo(Map.of("shoe_size", 43.5, "wants_news", true, "note", "nobody's"));
        assertThat(userinfo(CAROL)).containsEntry("shoe_size", 43.5);
        form.put("attribute.shoe_size", "large");
        var refused = browser.submit(browser.get("/account/profile"), form);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("attribute.shoe_size-problem");
        form.put("attribute.shoe_size", "44");
        form.put("attribute.wants_news", "");
        browser.submit(browser.get("/account/profile"), form);
        assertThat(cardea.user(CAROL).claims()).isEqualTo(Map.of("shoe_size", 44, "note", "nobody's"));
    }

    @Test
    void are_not_given_to_the_person_where_they_are_for_administrators() {
        var browser = cardea.signedIn(CAROL);
        var data = browser.submit(browser.get("/account/data"), Map.of());
        assertThat(data.body()).contains(CAROL).doesNotContain("nobody's");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{ department: Marketing } | department, which is not offered",
            "{ shoe_size: large } | shoe_size, which is no number", "{ joined: 2020-02-30 } | joined, which is no date",
            "{ wants_news: maybe } | wants_news, which is neither true nor false",
            "{ hobby: chess } | hobby, which is no attribute", "{ note: \"\" } | note, which is no text" })
    void have_values_of_their_types(String attributes, String problem) {
        assertThatThrownBy(() -> parse("users: [{ email: a@b.example, attributes: " + attributes + " }]\n" + DECLARED))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{ name: email } | means something else",
            "{ name: sub } | means something else",
            "{ name: birthdate } | means something else", "{ name: groups } | means something else",
            "{ name: a b } | is no name", "{ type: string } | is missing", "{ name: a, type: enum } | values",
            "{ name: a, values: [x] } | another type", "{ name: a, type: color } | is not known",
            "{ name: a, scope: openid } | cannot be declared",
            "{ name: a, visible_to: administrator, editable_by: person } | do not see" })
    void are_declared_so_that_they_can_work(String attribute, String problem) {
        assertThatThrownBy(() -> parse("attributes: [" + attribute + "]")).isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"zoneinfo: Europe/Atlantis | is no time zone", "locale: '??' | is no language",
            "phone_number: call me | is no telephone number", "birthdate: 2001-02-29 | is no date",
            "website: 'javascript:alert(1)' | is no web address", "picture: /me.png | is no web address" })
    void leave_the_standard_claims_what_openid_connect_says(String claim, String problem) {
        assertThatThrownBy(() -> parse("users: [{ email: a@b.example, " + claim + " }]"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(problem);
        assertThat(Attributes.NONE.problems(Map.of("birthdate", "0000-02-29", "locale", "de_CH", "address",
                Map.of("formatted", "1 Street\nTown"), "phone_number", "+1 (604) 555-1234;ext=5678"))).isEmpty();
        assertThat(Attributes.NONE.problems(Map.of("address", Map.of("planet", "Mars"), "name", List.of("Alice"),
                "phone_number_verified", "yes"))).hasSize(3);
    }

    private static Config parse(String yaml) {
        return Config.parse("issuer: https://sso.example.com\n" + yaml, Path.of("."), Map.of());
    }
}
