package dev.cardea.admin;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.mail.TestMailbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

@DisplayName("Administration API: accounts")
class UsersApiTest {
    private static final String GOOD_PASSWORD = "a long enough pass phrase";
    private static final TestMailbox MAILS = new TestMailbox();
    private static TestCardea cardea;
    private static TestAdmin tool;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestAdmin.CLIENTS + MAILS.settings());
        tool = TestAdmin.client(cardea, "tool");
    }

    @AfterAll
    static void stop() {
        cardea.close();
        MAILS.close();
    }

    private static String address() {
        return "u" + UUID.randomUUID() + "@acme.example";
    }

    private static Map<String, Object> person(String email) {
        return new HashMap<>(Map.of("email", email, "email_verified", true, "password", GOOD_PASSWORD, "name", "Zoë",
                "attributes", Map.of("department", "Sales")));
    }

    private static boolean signsIn(String email) {
        var browser = cardea.browser();
        browser.submit(browser.get("/login"), Map.of("username", email, "password", GOOD_PASSWORD));
        return !TestBrowser.asksForPassword(browser.follow(browser.get("/account/applications")));
    }

    @Test
    void are_created_and_can_sign_in() {
        var email = address();
        var answer = tool.send("POST", "/users", person(email));
        assertThat(answer.statusCode()).isEqualTo(201);
        var made = json(answer);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/admin/users/" + made.get("id"));
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(made).containsEntry("email", email)
                .containsEntry("status", "active")
                .containsEntry("name", "Zoë")
                .containsEntry("attributes", Map.of("department", "Sales"))
                .doesNotContainKeys("password", "password_hash");
        assertThat(tool.read("/users/" + made.get("id"))).isEqualTo(made);
        assertThat(signsIn(email)).isTrue();
    }

    @Test
    void are_invited_where_no_password_is_given() {
        var email = address();
        var id = tool.created(Map.of("email", email));
        assertThat(tool.read("/users/" + id)).containsEntry("status", "invited");
        assertThat(MAILS.mail(email).link()).startsWith("/");
        assertThat(tool.send("POST", "/users/" + id + "/invitation", null).statusCode()).isEqualTo(204);
        MAILS.mail(email, 2);
        assertThat(tool.send("PATCH", "/users/" + id, Map.of("status", "active")).statusCode()).isEqualTo(409);
        var active = tool.created(person(address()));
        assertThat(tool.send("POST", "/users/" + active + "/invitation", null).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                           | email
            {"email": "no address", "password": "a long enough pass phrase"}             | email
            {"email": "x@acme.example", "password": "short"}                             | password
            {"email": "x@acme.example", "password": "x@acme.example"}                    | password
            {"email": "x@acme.example", "password_hash": "plain"}                        | password_hash
            {"email": "x@acme.example", "passwort": "a long enough pass phrase"}         | passwort
            {"email": "x@acme.example", "organization": "none", "password": "a long enough pass phrase"} | organization
            {"email": "x@acme.example", "roles": ["none"], "password": "a long enough pass phrase"}      | role
            {"email": "x@acme.example", "birthdate": "yesterday", "password": "a long enough pass phrase"} | birthdate
            {"preferred_username": "nomail"}                                             | email
            {"id": "mine", "email": "x@acme.example"}                                    | id
            [1]                                                                          | object
            {"email": "x@acme.example"                                                   | object
            """)
    void are_not_created_from_mistakes(String body, String named) {
        var answer = tool.send("POST", "/users", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("error", "invalid_request");
        assertThat(json(answer).get("error_description").toString()).contains(named);
        assertThat(tool.items("/users?q=x@acme.example")).isEmpty();
    }

    @Test
    void have_names_of_their_own() {
        var email = address();
        tool.created(person(email));
        var answer = tool.send("POST", "/users", person(email.toUpperCase(Locale.ROOT)));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer)).containsEntry("error", "conflict");
        var other = tool.created(person(address()));
        assertThat(tool.send("PATCH", "/users/" + other, Map.of("email", email)).statusCode()).isEqualTo(409);
    }

    @Test
    void are_changed_by_a_merge_patch() { // RFC 7396
        var id = tool.created(person(address()));
        var next = address();
        var answer = tool.send("PATCH", "/users/" + id, "{\"name\": null, \"given_name\": \"Zoë\", \"email\": \"" + next
                + "\", \"attributes\": {\"floor\": 3}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).doesNotContainKey("name")
                .containsEntry("given_name", "Zoë")
                .containsEntry("email", next)
                // It was the address that was verified.
                .containsEntry("email_verified", false)
                .containsEntry("attributes", Map.of("department", "Sales", "floor", 3));
        assertThat(tool.items("/users?q=" + next)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id": "other"}
            {"password": "a long enough pass phrase"}
            {"password_hash": "x"}
            {"updated_at": "2026-01-01T00:00:00Z"}
            {"status": "invited"}
            {"status": "gone"}
            {"status": null}
            {"email": null}
            {"email": "no address"}
            {"roles": "editor"}
            {"unknown": 1}
            """)
    void are_not_changed_by_mistakes(String patch) {
        var id = tool.created(person(address()));
        var before = tool.read("/users/" + id);
        var answer = tool.send("PATCH", "/users/" + id, patch);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tool.read("/users/" + id)).isEqualTo(before);
    }

    @Test
    void are_changed_only_as_they_were_seen() { // RFC 9110 §13.1.1
        var id = tool.created(person(address()));
        var tag = tool.get("/users/" + id).headers().firstValue("ETag").orElseThrow();
        assertThat(tool.send("PATCH", "/users/" + id, Map.of("name", "A"), "If-Match", tag).statusCode())
                .isEqualTo(200);
        var late = tool.send("PATCH", "/users/" + id, Map.of("name", "B"), "If-Match", tag);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(tool.send("DELETE", "/users/" + id, null, "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(tool.read("/users/" + id)).containsEntry("name", "A");
    }

    @Test
    void are_locked_out_at_once() {
        var email = address();
        var id = tool.created(person(email));
        var browser = cardea.browser();
        browser.submit(browser.get("/login"), Map.of("username", email, "password", GOOD_PASSWORD));
        assertThat(tool.items("/users/" + id + "/sessions")).hasSize(1);
        assertThat(tool.send("PATCH", "/users/" + id + "?reason=left", Map.of("status", "locked")).statusCode())
                .isEqualTo(200);
        assertThat(tool.items("/users/" + id + "/sessions")).isEmpty();
        assertThat(signsIn(email)).isFalse();
        assertThat(tool.send("PATCH", "/users/" + id, Map.of("status", "active")).statusCode()).isEqualTo(200);
        assertThat(signsIn(email)).isTrue();
        var event = tool.items("/audit?type=AccountChanged&user=" + id).getLast();
        assertThat(event).containsEntry("client", "tool");
        assertThat(event.get("details").toString()).contains("left", "status");
    }

    @Test
    void lose_one_session_or_all() {
        var email = address();
        var id = tool.created(person(email));
        for (int i = 0; i < 3; i++) {
            var browser = cardea.browser();
            browser.submit(browser.get("/login"), Map.of("username", email, "password", GOOD_PASSWORD));
        }
        var sessions = tool.items("/users/" + id + "/sessions");
        assertThat(sessions).hasSize(3).allSatisfy(session -> assertThat(session).containsEntry("amr", List.of("pwd")));
        var one = "/users/" + id + "/sessions/" + sessions.getFirst().get("id");
        assertThat(tool.send("DELETE", one, null).statusCode()).isEqualTo(204);
        assertThat(tool.send("DELETE", one, null).statusCode()).isEqualTo(404);
        // Of another person it is none.
        var other = tool.created(person(address()));
        assertThat(tool.send("DELETE", "/users/" + other + "/sessions/" + sessions.getLast().get("id"), null)
                .statusCode()).isEqualTo(404);
        assertThat(tool.items("/users/" + id + "/sessions")).hasSize(2);
        assertThat(tool.send("DELETE", "/users/" + id + "/sessions", null).statusCode()).isEqualTo(204);
        assertThat(tool.items("/users/" + id + "/sessions")).isEmpty();
    }

    @Test
    void are_removed_and_leave_an_entry_in_the_audit_log() {
        var email = address();
        var id = tool.created(person(email));
        assertThat(tool.send("DELETE", "/users/" + id + "?reason=asked+for", null).statusCode()).isEqualTo(204);
        assertThat(tool.get("/users/" + id).statusCode()).isEqualTo(404);
        assertThat(tool.send("DELETE", "/users/" + id, null).statusCode()).isEqualTo(404);
        assertThat(tool.items("/users?q=" + email)).isEmpty();
        assertThat(tool.items("/audit?user=" + id)).extracting(event -> event.get("type"))
                .contains("AccountRemoved", "AccountCreated");
        assertThat(tool.items("/audit?user=" + id).toString()).doesNotContain(email);
    }

    @Test
    void of_the_configuration_file_are_changed_there() {
        var alice = cardea.user(TestCardea.ALICE).id();
        assertThat(tool.send("PATCH", "/users/" + alice, Map.of("name", "Other")).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", "/users/" + alice, null).statusCode()).isEqualTo(409);
    }

    @Test
    void always_have_one_administrator() {
        var id = tool.created(new HashMap<>(person(address())) {
            {
                put("roles", List.of("administrator"));
            }
        });
        for (var patch : List.of(Map.of("status", "locked"), Map.of("roles", List.of())))
            assertThat(tool.send("PATCH", "/users/" + id, patch).statusCode()).isEqualTo(409);
        assertThat(tool.send("DELETE", "/users/" + id, null).statusCode()).isEqualTo(409);
        var second = new HashMap<>(person(address()));
        second.put("roles", List.of("administrator"));
        var other = tool.created(second);
        assertThat(tool.send("DELETE", "/users/" + id, null).statusCode()).isEqualTo(204);
        assertThat(tool.send("PATCH", "/users/" + other, Map.of("status", "locked")).statusCode()).isEqualTo(409);
    }

    @Test
    void are_listed_page_by_page() {
        var mark = "list" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) tool.created(person(mark + i + "@acme.example"));
        var seen = new ArrayList<Object>();
        var path = "/users?limit=2&q=" + mark;
        var page = tool.read(path);
        while (true) {
            for (var item : (List<?>) page.get("items")) seen.add(((Map<?, ?>) item).get("email"));
            if (!page.containsKey("next")) break;
            page = tool.read(path + "&after=" + page.get("next"));
        }
        assertThat(seen).hasSize(5).isSorted().doesNotHaveDuplicates();
        var next = tool.read(path).get("next");
        for (var wrong : List.of("/users?after=" + next, "/users?q=other&after=" + next, "/roles?after=" + next,
                path + "&after=" + next + "x", path + "&after=x.y", path + "&after=."))
            assertThat(tool.get(wrong).statusCode()).as(wrong).isEqualTo(400);
        for (var wrong : List.of("0", "201", "-1", "many"))
            assertThat(tool.get("/users?limit=" + wrong).statusCode()).as(wrong).isEqualTo(400);
        assertThat(tool.get("/users?status=gone").statusCode()).isEqualTo(400);
    }

    @Test
    void lose_what_an_application_was_given() {
        var tokens = cardea.givenTokens();
        assertThat(cardea.accepts(tokens)).isTrue();
        var alice = cardea.user(TestCardea.ALICE).id();
        assertThat(tool.items("/users/" + alice + "/consents")).extracting(consent -> consent.get("client_id"))
                .contains("app");
        assertThat(tool.send("DELETE", "/users/" + alice + "/consents/app", null).statusCode()).isEqualTo(204);
        assertThat(cardea.accepts(tokens)).isFalse();
        assertThat(tool.send("DELETE", "/users/" + alice + "/consents/app", null).statusCode()).isEqualTo(404);
    }

    @Test
    void need_json() {
        var answer = tool.send("POST", "/users", null, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("application/json");
    }
}
