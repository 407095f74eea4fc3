package dev.cardea.admin;

import dev.cardea.TestCardea;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Administration API: organizations and roles")
class OrganizationsAndRolesApiTest {
    private static TestCardea cardea;
    private static TestAdmin tool;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestAdmin.CLIENTS + "roles:\n  - { id: editor, authorizations: [\"article:write\"] }\n");
        tool = TestAdmin.client(cardea, "tool");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String id() {
        return "x" + UUID.randomUUID();
    }

    @Test
    void organizations_are_made_changed_and_removed() {
        var path = "/organizations/" + id();
        var body = Map.of("name", "Globex", "domains", List.of("globex.example"), "post_logout_redirect_uri",
                "https://globex.example/");
        var made = tool.send("PUT", path, body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made)).containsAllEntriesOf(body);
        var tag = made.headers().firstValue("ETag").orElseThrow();
        assertThat(tool.send("PUT", path, Map.of("name", "Other"), "If-Match", tag).statusCode()).isEqualTo(200);
        assertThat(tool.send("PUT", path, Map.of("name", "Late"), "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(tool.read(path)).containsEntry("name", "Other").containsEntry("domains", List.of());
        var member = tool.created(Map.of("email", id() + "@globex.example", "password", "a long enough pass phrase",
                "organization", path.substring("/organizations/".length())));
        assertThat(tool.send("DELETE", path, null).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", "/users/" + member, null).statusCode()).isEqualTo(204);
        assertThat(tool.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(tool.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good | {}
            good | {"name": ""}
            good | {"name": 7}
            good | {"name": "X", "domains": "x.example"}
            good | {"name": "X", "domains": ["not a host"]}
            good | {"name": "X", "post_logout_redirect_uri": "javascript:alert(1)"}
            good | {"name": "X", "unknown": true}
            good | {"name": "X", "id": "other"}
            %20  | {"name": "X"}
            """)
    void organizations_are_not_made_from_mistakes(String id, String body) {
        assertThat(tool.send("PUT", "/organizations/" + id, body).statusCode()).isEqualTo(400);
        assertThat(tool.get("/organizations/good").statusCode()).isEqualTo(404);
    }

    @Test
    void roles_reach_tokens_and_stay_while_they_are_held() {
        var role = id();
        var path = "/roles/" + role;
        assertThat(tool.send("PUT", path, Map.of("authorizations", List.of("invoice:read"))).statusCode())
                .isEqualTo(201);
        assertThat(
                tool.send("PUT", path, Map.of("authorizations", List.of("invoice:read", "invoice:pay"))).statusCode())
                .isEqualTo(200);
        var holder = tool.created(Map.of("email", id() + "@acme.example", "password", "a long enough pass phrase",
                "roles", List.of(role)));
        assertThat(tool.items("/users?role=" + role)).extracting(user -> user.get("id")).containsExactly(holder);
        assertThat(tool.send("DELETE", path, null).statusCode()).isEqualTo(409);
        tool.send("PATCH", "/users/" + holder, Map.of("roles", List.of()));
        assertThat(tool.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(tool.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good | {"authorizations": "x"}
            good | {"authorizations": ["two words"]}
            good | {"authorizations": [1]}
            good | {"name": "Good"}
            a%2Fb | {}
            """)
    void roles_are_not_made_from_mistakes(String id, String body) {
        assertThat(tool.send("PUT", "/roles/" + id, body).statusCode()).isBetween(400, 404);
        assertThat(tool.get("/roles/good").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_built_in_or_declared_is_not_changed_here() {
        for (var role : List.of("administrator", "organization_administrator", "editor"))
            assertThat(tool.send("PUT", "/roles/" + role, Map.of()).statusCode()).as(role).isEqualTo(409);
        assertThat(tool.send("DELETE", "/roles/editor", null).statusCode()).isEqualTo(409);
        assertThat(tool.send("PUT", "/organizations/acme", Map.of("name", "X")).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", "/organizations/acme", null).statusCode()).isEqualTo(409);
        assertThat(tool.items("/roles")).extracting(role -> role.get("id")).contains("editor");
        assertThat(tool.items("/organizations")).extracting(one -> one.get("id")).contains("acme");
    }

    @Test
    void the_audit_log_is_read_page_by_page() {
        for (int i = 0; i < 5; i++) tool.send("PUT", "/roles/" + id(), Map.of());
        var path = "/audit?type=RoleChanged&limit=2";
        var first = tool.read(path);
        assertThat((List<?>) first.get("items")).hasSize(2);
        var second = tool.items(path + "&after=" + first.get("next"));
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(tool.items(path));
        assertThat(second.getFirst()).containsEntry("client", "tool").containsEntry("type", "RoleChanged");
        assertThat(tool.get("/audit?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(tool.get("/audit?after=" + first.get("next")).statusCode()).isEqualTo(400);
        assertThat(tool.items("/audit?to=2000-01-01T00:00:00Z")).isEmpty();
        assertThat(tool.items("/audit?client=nobody")).isEmpty();
    }
}
