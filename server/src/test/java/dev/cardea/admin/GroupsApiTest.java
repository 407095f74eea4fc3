package dev.cardea.admin;

import dev.cardea.TestCardea;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Administration API: groups and what they give")
class GroupsApiTest {
    private static TestCardea cardea;
    private static TestAdmin tool;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestAdmin.CLIENTS
                + TestCardea.client("web", "scope: openid roles groups")
                + TestCardea.client("closed", "scope: openid, required_roles: [printer]") + """
                        roles:
                          - { id: editor, authorizations: ["article:write"] }
                          - { id: printer, authorizations: ["print"] }
                        """);
        tool = TestAdmin.client(cardea, "tool");
        tool.send("PUT", "/organizations/globex", Map.of("name", "Globex"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String name() {
        return "Group " + UUID.randomUUID();
    }

    private static String made(Map<String, ?> members) {
        var answer = tool.send("POST", "/groups", members);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow().substring("/api/admin".length());
    }

    private static String id(String user) {
        return cardea.user(user).id().value();
    }

    private static String member() {
        return tool.created(Map.of("email", UUID.randomUUID() + "@acme.example", "password",
                "a long enough pass phrase", "organization", "acme"));
    }

    private static TestAdmin organizationAdministrator(String... others) {
        var email = "p" + UUID.randomUUID() + "@acme.example";
        var roles = new java.util.ArrayList<>(List.of(others));
        roles.add("organization_administrator");
        tool.created(Map.of("email", email, "password", TestCardea.PASSWORD, "organization", "acme", "roles", roles));
        return TestAdmin.person(cardea, email);
    }

    @Test
    void are_made_read_changed_and_removed() {
        var group = made(Map.of("name", name(), "organization", "acme", "roles", List.of("editor")));
        assertThat(tool.read(group)).containsEntry("organization", "acme").containsEntry("roles", List.of("editor"));
        var tag = tool.get(group).headers().firstValue("ETag").orElseThrow();
        var next = name();
        assertThat(tool.send("PATCH", group, Map.of("name", next), "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(tool.send("PATCH", group, Map.of("name", "x"), "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(tool.read(group)).containsEntry("name", next).containsEntry("roles", List.of("editor"));
        assertThat(tool.send("POST", "/groups", Map.of("name", next, "organization", "acme")).statusCode())
                .isEqualTo(409);
        assertThat(tool.items("/groups?organization=acme&limit=200")).anySatisfy(
                one -> assertThat(one).containsEntry("name", next));
        assertThat(tool.send("DELETE", group + "?reason=gone", null).statusCode()).isEqualTo(204);
        assertThat(tool.get(group).statusCode()).isEqualTo(404);
        assertThat(cardea.server.stores().audit().latest(1)).singleElement()
                .satisfies(
                        entry -> assertThat(entry.details()).contains("removed", "gone", "tool"));
    }

    @Test
    void give_their_members_roles_in_tokens_and_at_clients_that_require_them() {
        var name = name();
        var group = made(Map.of("name", name, "organization", "acme", "roles", List.of("printer")));
        assertThat(cardea.browser()
                .authorize(TestCardea.request("client_id", "closed", "scope", "openid"), ALICE,
                        TestCardea.PASSWORD)
                .headers()
                .firstValue("Location")
                .orElse("")).contains("error=access_denied");
        assertThat(tool.send("PUT", group + "/members/" + id(ALICE), null).statusCode()).isEqualTo(204);
        assertThat(tool.send("PUT", group + "/members/" + id(ALICE), null).statusCode()).isEqualTo(204);
        assertThat(tool.items(group + "/members")).containsExactly(Map.of("id", id(ALICE)));
        var token = claims(cardea.tokensOf("web", "scope", "openid roles groups").get("access_token"));
        assertThat(token).containsEntry("groups", List.of(name))
                .containsEntry("roles", List.of("printer"))
                .containsEntry("authorizations", List.of("print"));
        assertThat(claims(cardea.tokensOf("web", "scope", "openid roles").get("access_token")))
                .doesNotContainKey("groups");
        assertThat(cardea.tokensOf("closed", "scope", "openid")).containsKey("access_token");
        assertThat(tool.read("/users/" + id(ALICE))).containsEntry("roles", List.of());
        assertThat(tool.send("DELETE", "/roles/printer", null).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", group + "/members/" + id(ALICE), null).statusCode()).isEqualTo(204);
        assertThat(claims(cardea.tokensOf("web", "scope", "openid roles groups").get("access_token")))
                .doesNotContainKeys("groups", "roles", "authorizations");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"name\":\"\"}", "{\"name\":\" a\"}", "{}", "{\"name\":7}",
            "{\"name\":\"a\",\"roles\":[\"unknown\"]}", "{\"name\":\"a\",\"roles\":\"editor\"}",
            "{\"name\":\"a\",\"roles\":[\"administrator\"]}", "{\"name\":\"a\",\"organization\":\"none\"}",
            "{\"name\":\"a\",\"color\":\"red\"}", "[]", "{" })
    void are_refused_where_they_cannot_be(String body) {
        var answer = tool.send("POST", "/groups", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
    }

    @Test
    void of_an_organization_are_its_administrators_and_nobody_elses() {
        var admin = organizationAdministrator();
        var foreign = made(Map.of("name", name(), "organization", "globex"));
        var everywhere = made(Map.of("name", name()));
        for (var other : Set.of(foreign, everywhere)) {
            assertThat(admin.get(other).statusCode()).isEqualTo(404);
            assertThat(admin.get(other + "/members").statusCode()).isEqualTo(404);
            assertThat(admin.send("PATCH", other, Map.of("name", "mine")).statusCode()).isEqualTo(404);
            assertThat(admin.send("DELETE", other, null).statusCode()).isEqualTo(404);
            assertThat(admin.send("PUT", other + "/members/" + member(), null).statusCode()).isEqualTo(404);
        }
        assertThat(admin.get("/groups?organization=globex").statusCode()).isEqualTo(404);
        assertThat(admin.items("/groups?limit=200")).allMatch(one -> "acme".equals(one.get("organization")));
        var own = admin.send("POST", "/groups", Map.of("name", name()));
        assertThat(json(own)).containsEntry("organization", "acme");
        var path = own.headers().firstValue("Location").orElseThrow().substring("/api/admin".length());
        assertThat(admin.send("PUT", path + "/members/" + member(), null).statusCode()).isEqualTo(204);
        assertThat(admin.send("PUT", path + "/members/" + id(BOB), null).statusCode()).isEqualTo(404);
        assertThat(admin.send("POST", "/groups", Map.of("name", name(), "organization", "globex")).statusCode())
                .isEqualTo(400);
        assertThat(tool.send("PUT", path + "/members/" + id(BOB), null).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", "/organizations/globex", null).statusCode()).isEqualTo(409);
    }

    @Test
    void give_nobody_a_right_that_the_administrator_does_not_have() {
        var admin = organizationAdministrator();
        var strong = made(Map.of("name", name(), "organization", "acme", "roles", List.of("editor")));
        assertThat(admin.send("POST", "/groups", Map.of("name", name(), "roles", List.of("editor"))).statusCode())
                .isEqualTo(403);
        assertThat(admin.send("PUT", strong + "/members/" + member(), null).statusCode()).isEqualTo(403);
        assertThat(admin.send("DELETE", strong + "/members/" + member(), null).statusCode()).isEqualTo(403);
        assertThat(admin.send("PATCH", strong, Map.of("roles", List.of())).statusCode()).isEqualTo(403);
        assertThat(admin.send("DELETE", strong, null).statusCode()).isEqualTo(403);
        assertThat(organizationAdministrator("editor").send("PUT", strong + "/members/" + member(), null).statusCode())
                .isEqualTo(204);
        assertThat(tool.send("DELETE", strong, null).statusCode()).isEqualTo(204);
    }
}
