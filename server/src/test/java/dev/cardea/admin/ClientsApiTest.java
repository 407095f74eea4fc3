package dev.cardea.admin;

import dev.cardea.TestCardea;
import dev.cardea.client.Clients;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Administration API: clients, passwords and the export of the audit log")
class ClientsApiTest {
    private static final String NEW_PASSWORD = "a very different pass phrase";
    private static TestCardea cardea;
    private static TestAdmin tool;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestAdmin.CLIENTS);
        tool = TestAdmin.client(cardea, "tool");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> machine() {
        return Map.of("client_id", "m" + UUID.randomUUID(), "grant_types", List.of("client_credentials"),
                "response_types", List.of(), "scope", "orders");
    }

    private static int tokenStatus(Object id, Object secret) {
        return cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                basic((String) id, (String) secret)).statusCode();
    }

    private static TestAdmin organizationAdministrator() {
        var email = "p" + UUID.randomUUID() + "@acme.example";
        tool.created(Map.of("email", email, "password", PASSWORD, "organization", "acme", "roles",
                List.of("organization_administrator")));
        return TestAdmin.person(cardea, email);
    }

    @Test
    void are_made_with_a_secret_that_is_shown_once() {
        var made = tool.send("POST", "/clients", machine());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var id = json(made).get("client_id");
        var secret = json(made).get("client_secret");
        assertThat(made.headers().firstValue("Location")).hasValue("/api/admin/clients/" + id);
        assertThat(tokenStatus(id, secret)).isEqualTo(200);
        assertThat(tool.get("/clients/" + id).body()).contains("orders").doesNotContain("secret\"");
        assertThat(tool.get("/clients?limit=200").body()).contains((String) id)
                .doesNotContain((String) secret)
                .doesNotContain(TestCardea.SECRET);
        assertThat(tool.send("POST", "/clients", Map.of("client_id", id, "grant_types",
                List.of("client_credentials"), "response_types", List.of())).statusCode()).isEqualTo(409);
    }

    @Test
    void are_replaced_whole_and_keep_their_secret() {
        var made = json(tool.send("POST", "/clients", machine()));
        var path = "/clients/" + made.get("client_id");
        var read = tool.get(path);
        var body = json(read);
        body.put("scope", "orders invoices");
        var tag = read.headers().firstValue("ETag").orElseThrow();
        var changed = tool.send("PUT", path, body, "If-Match", tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(changed)).containsEntry("scope", "orders invoices").doesNotContainKey("client_secret");
        assertThat(tool.send("PUT", path, body, "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(tokenStatus(made.get("client_id"), made.get("client_secret"))).isEqualTo(200);
        body.put("client_id", "other");
        assertThat(tool.send("PUT", path, body).statusCode()).isEqualTo(400);
    }

    @Test
    void are_removed_with_their_tokens() {
        var made = json(tool.send("POST", "/clients", machine()));
        var path = "/clients/" + made.get("client_id");
        assertThat(tool.send("DELETE", path + "?reason=retired", null).statusCode()).isEqualTo(204);
        cardea.clock.advance(Clients.STALE_AFTER);
        assertThat(tool.get(path).statusCode()).isEqualTo(404);
        assertThat(tokenStatus(made.get("client_id"), made.get("client_secret"))).isEqualTo(401);
        assertThat(cardea.server.stores().audit().latest(20))
                .anySatisfy(entry -> assertThat(entry.details()).contains("retired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"redirect_uris\":[\"javascript:alert(1)\"]}", "{\"colour\":\"red\"}",
            "{\"grant_types\":[\"client_credentials\"],\"response_types\":[],\"organization\":\"none\"}",
            "{\"grant_types\":[\"client_credentials\"],\"response_types\":[],\"required_roles\":[\"none\"]}",
            "{\"client_secret\":\"short\",\"grant_types\":[\"client_credentials\"],\"response_types\":[]}",
            "{\"client_id\":\"a b\"}", "[]" })
    void are_refused_where_the_configuration_file_would_be(String body) {
        var answer = tool.send("POST", "/clients", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
    }

    @Test
    void of_the_configuration_file_are_changed_there() {
        assertThat(tool.send("DELETE", "/clients/app", null).statusCode()).isEqualTo(409);
        assertThat(tool.send("PUT", "/clients/app", Map.of("redirect_uris", List.of("https://evil.example/")))
                .statusCode()).isEqualTo(409);
    }

    @Test
    void are_nothing_for_an_organizations_administrator_nor_for_who_only_looks() {
        var admin = organizationAdministrator();
        assertThat(admin.get("/clients").statusCode()).isEqualTo(403);
        assertThat(admin.get("/clients/app").statusCode()).isEqualTo(403);
        assertThat(admin.send("POST", "/clients", machine()).statusCode()).isEqualTo(403);
        assertThat(admin.send("DELETE", "/clients/app", null).statusCode()).isEqualTo(403);
        assertThat(TestAdmin.client(cardea, "looker").send("POST", "/clients", machine()).statusCode()).isEqualTo(403);
        assertThat(cardea.get("/api/admin/clients").statusCode()).isEqualTo(401);
    }

    @Test
    void a_password_is_set_and_ends_what_the_former_one_opened() {
        var email = "p" + UUID.randomUUID() + "@acme.example";
        var path = "/users/" + tool.created(Map.of("email", email, "password", PASSWORD)) + "/password";
        assertThat(tool.send("PUT", path, Map.of("password", "123")).statusCode()).isEqualTo(400);
        assertThat(tool.send("PUT", path, Map.of()).statusCode()).isEqualTo(400);
        assertThat(tool.send("PUT", "/users/nobody/password", Map.of("password", NEW_PASSWORD)).statusCode())
                .isEqualTo(404);
        var browser = cardea.signedIn(email);
        assertThat(browser.get("/").body()).contains(email);
        assertThat(tool.send("PUT", path, Map.of("password", NEW_PASSWORD)).statusCode()).isEqualTo(204);
        assertThat(browser.get("/").body()).doesNotContain(email);
        var again = cardea.browser();
        again.submit(again.get("/login"), Map.of("username", email, "password", NEW_PASSWORD));
        assertThat(again.get("/").body()).contains(email);
        var bob = cardea.user(BOB).id();
        assertThat(organizationAdministrator().send("PUT", "/users/" + bob + "/password",
                Map.of("password", NEW_PASSWORD)).statusCode()).isEqualTo(404);
    }

    @Test
    void no_administrator_is_taken_over_by_one_of_an_organization() {
        var chief = "/users/" + tool.created(Map.of("email", "c" + UUID.randomUUID() + "@acme.example", "password",
                PASSWORD, "organization", "acme", "roles", List.of("administrator")));
        var admin = organizationAdministrator();
        assertThat(admin.send("PATCH", chief, Map.of("email", "mine@acme.example")).statusCode()).isEqualTo(403);
        assertThat(admin.send("PUT", chief + "/password", Map.of("password", NEW_PASSWORD)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_audit_log_is_exported_as_lines() {
        cardea.signedIn(ALICE);
        var alice = cardea.user(ALICE).id();
        var answer = tool.get("/audit/export?user=" + alice + "&type=SignedIn");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        assertThat(answer.body().lines()).isNotEmpty()
                .allSatisfy(line -> assertThat(dev.cardea.json.Json.object(line))
                        .containsEntry("user", alice.value())
                        .containsEntry("type", "SignedIn"));
        assertThat(tool.get("/audit/export?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(organizationAdministrator().get("/audit/export").statusCode()).isEqualTo(400);
    }
}
