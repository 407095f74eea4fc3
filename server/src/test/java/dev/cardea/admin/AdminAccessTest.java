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
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Administration API: RFC 6750 who may use it")
class AdminAccessTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestAdmin.CLIENTS + "roles:\n  - { id: editor, authorizations: [\"article:write\"] }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String person(String... roles) {
        var email = "p" + UUID.randomUUID() + "@acme.example";
        TestAdmin.client(cardea, "tool")
                .created(Map.of("email", email, "email_verified", true, "password",
                        TestCardea.PASSWORD, "organization", "acme", "roles", List.of(roles)));
        return email;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/users/x", "/organizations", "/roles", "/audit", "/users/x/sessions",
            "/users/x/consents" })
    void nobody_without_a_token(String path) {
        var answer = cardea.get("/api/admin" + path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"cardea\"");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void no_token_that_is_for_something_else() {
        var token = cardea.givenTokens().get("access_token");
        assertThat(cardea.get("/api/admin/users", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
        var machine = json(cardea.tokenAs("machine", Map.of("grant_type", "client_credentials"))).get("access_token");
        assertThat(cardea.get("/api/admin/users", "Authorization", "Bearer " + machine).statusCode()).isEqualTo(401);
        assertThat(cardea.tokenAs("machine", Map.of("grant_type", "client_credentials", "resource",
                TestAdmin.AUDIENCE)).body()).contains("invalid_target");
    }

    @Test
    void a_client_as_far_as_its_scopes_go() {
        var looker = TestAdmin.client(cardea, "looker");
        assertThat(looker.get("/users").statusCode()).isEqualTo(200);
        var refused = looker.send("POST", "/users", Map.of("email", "x@acme.example"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        assertThat(json(refused)).containsEntry("error", "insufficient_scope");
        for (var method : new String[]{"PATCH", "DELETE" })
            assertThat(looker.send(method, "/users/x", Map.of()).statusCode()).isEqualTo(403);
        assertThat(looker.send("PUT", "/roles/x", Map.of()).statusCode()).isEqualTo(403);
        assertThat(looker.send("PUT", "/organizations/x", Map.of("name", "X")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_person_only_as_an_administrator() {
        for (var roles : new String[][]{{}, {"editor" } }) {
            var answer = TestAdmin.person(cardea, person(roles)).get("/users");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer)).containsEntry("error", "access_denied");
        }
        assertThat(TestAdmin.person(cardea, person("administrator")).get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void not_for_a_moment_longer_than_the_role() {
        var email = person("administrator");
        var admin = TestAdmin.person(cardea, email);
        assertThat(admin.get("/users").statusCode()).isEqualTo(200);
        var tool = TestAdmin.client(cardea, "tool");
        person("administrator");
        var id = tool.items("/users?q=" + email).getFirst().get("id");
        assertThat(tool.send("PATCH", "/users/" + id, Map.of("roles", List.of())).statusCode()).isEqualTo(200);
        assertThat(admin.get("/users").statusCode()).isEqualTo(403);
    }

    @Test
    void an_organizations_administrator_within_it() {
        var admin = TestAdmin.person(cardea, person("organization_administrator"));
        var bob = cardea.user(TestCardea.BOB).id();
        var alice = cardea.user(TestCardea.ALICE).id();
        assertThat(admin.get("/users/" + alice).statusCode()).isEqualTo(200);
        assertThat(admin.get("/users/" + bob).statusCode()).isEqualTo(404);
        assertThat(admin.get("/users/" + bob + "/sessions").statusCode()).isEqualTo(404);
        assertThat(admin.send("DELETE", "/users/" + bob, null).statusCode()).isEqualTo(404);
        assertThat(admin.send("PATCH", "/users/" + bob, Map.of("status", "locked")).statusCode()).isEqualTo(404);
        assertThat(admin.items("/users?limit=200")).allMatch(user -> "acme".equals(user.get("organization")));
        assertThat(admin.items("/users?q=bob")).isEmpty();
        assertThat(admin.get("/users?organization=other").statusCode()).isEqualTo(404);
        assertThat(admin.items("/organizations")).hasSize(1);
        assertThat(admin.get("/organizations/other").statusCode()).isEqualTo(404);
        assertThat(admin.send("PUT", "/organizations/acme", Map.of("name", "Mine")).statusCode()).isEqualTo(403);
        assertThat(admin.send("PUT", "/roles/mine", Map.of()).statusCode()).isEqualTo(403);
        assertThat(admin.get("/audit").statusCode()).isEqualTo(400);
        assertThat(admin.get("/audit?user=" + bob).statusCode()).isEqualTo(404);
        assertThat(admin.get("/audit?user=" + alice).statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_gives_or_takes_a_right_that_they_do_not_have() {
        var admin = TestAdmin.person(cardea, person("organization_administrator"));
        for (var role : new String[]{"administrator", "editor", "made-up" }) {
            var answer = admin.send("POST", "/users", Map.of("email", "new-" + role + "@acme.example", "password",
                    "a long enough pass phrase", "roles", List.of(role)));
            assertThat(answer.statusCode()).as(role).isEqualTo(400);
        }
        var chief = person("administrator", "editor");
        var id = TestAdmin.client(cardea, "tool").items("/users?q=" + chief).getFirst().get("id");
        for (var path : List.of("", "/sessions", "/factors", "/consents/app"))
            assertThat(admin.send("DELETE", "/users/" + id + path, null).statusCode()).as(path).isEqualTo(403);
        for (var patch : List.of(Map.of("roles", List.of()), Map.of("status", "locked"), Map.of("name", "Mine")))
            assertThat(admin.send("PATCH", "/users/" + id, patch).statusCode()).isEqualTo(403);
        assertThat(admin.send("PUT", "/users/" + id + "/password", Map.of("password", "a long enough pass phrase"))
                .statusCode()).isEqualTo(403);
        var second = admin.created(Map.of("email", "second-" + id + "@acme.example", "password",
                "a long enough pass phrase", "roles", List.of("organization_administrator")));
        assertThat(admin.read("/users/" + second)).containsEntry("organization", "acme");
    }

    @Test
    void a_client_of_an_organization_within_it_and_without_rights_to_give() {
        var tool = TestAdmin.client(cardea, "acme-tool");
        assertThat(tool.get("/users/" + cardea.user(TestCardea.BOB).id()).statusCode()).isEqualTo(404);
        assertThat(
                tool.send("POST", "/users", Map.of("email", "e@acme.example", "password", "a long enough pass phrase",
                        "roles", List.of("editor"))).statusCode())
                .isEqualTo(400);
        assertThat(
                tool.send("POST", "/users", Map.of("email", "e@acme.example", "password", "a long enough pass phrase",
                        "organization", "other")).statusCode())
                .isEqualTo(400);
    }
}
