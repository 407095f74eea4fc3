package dev.cardea.registration;

import dev.cardea.TestCardea;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.manage;
import static dev.cardea.registration.TestRegistration.open;
import static dev.cardea.registration.TestRegistration.registered;
import static dev.cardea.registration.TestRegistration.signIn;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7592 §2 management of a registration")
class ManagementTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = open("");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static Map<String, Object> change(Map<String, Object> registration, Object... overrides) {
        var body = new LinkedHashMap<String, Object>();
        body.put("client_id", registration.get("client_id"));
        body.put("redirect_uris", List.of(TestCardea.REDIRECT));
        for (int i = 0; i < overrides.length; i += 2) body.put((String) overrides[i], overrides[i + 1]);
        return body;
    }

    @Test
    void shows_the_registration() { // §2.1
        var registration = registered(cardea);
        var answer = manage(cardea, "GET", registration, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(registration);
    }

    @Test
    void replaces_all_of_it() { // §2.2
        var registration = registered(cardea, "contacts", List.of("a@app.example"));
        var answer = manage(cardea, "PUT", registration,
                change(registration, "client_name", "Renamed", "client_secret", registration.get("client_secret")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer)).containsEntry("client_name", "Renamed")
                .containsEntry("client_secret", registration.get("client_secret"))
                .containsEntry("client_id_issued_at", registration.get("client_id_issued_at"))
                .doesNotContainKey("contacts");
        assertThat(manage(cardea, "GET", registration, null).statusCode()).isEqualTo(401); // the token was replaced
        assertThat(json(manage(cardea, "GET", json(answer), null))).isEqualTo(json(answer));
        assertThat(signIn(cardea, json(answer)).statusCode()).isEqualTo(200);
    }

    @Test
    void gives_a_secret_to_a_client_that_begins_to_need_one() {
        var registration = registered(cardea, "token_endpoint_auth_method", "none");
        var confidential = json(manage(cardea, "PUT", registration, change(registration)));
        assertThat(confidential).containsKey("client_secret");
        var publicAgain = json(manage(cardea, "PUT", confidential,
                change(registration, "token_endpoint_auth_method", "none")));
        assertThat(publicAgain).doesNotContainKey("client_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registration_access_token", "registration_client_uri", "client_secret_expires_at",
            "client_id_issued_at" })
    void refuses_to_be_told_what_the_server_decides(String name) { // §2.2
        var registration = registered(cardea);
        assertRefused(manage(cardea, "PUT", registration, change(registration, name, registration.get(name))),
                "invalid_client_metadata", name);
    }

    @Test
    void refuses_another_id_another_secret_and_settings_of_operators() { // §2.2
        var registration = registered(cardea);
        assertRefused(manage(cardea, "PUT", registration, change(registration, "client_id", "app")),
                "invalid_client_metadata", "client_id");
        assertRefused(manage(cardea, "PUT", registration, Map.of("redirect_uris", List.of(TestCardea.REDIRECT))),
                "invalid_client_metadata", "client_id");
        assertRefused(manage(cardea, "PUT", registration, change(registration, "client_secret", "mine".repeat(20))),
                "invalid_client_metadata", "client_secret");
        assertRefused(manage(cardea, "PUT", registration, change(registration, "consent", "first_party")),
                "invalid_client_metadata", "consent");
        assertRefused(manage(cardea, "PUT", registration, change(registration, "redirect_uris", List.of("http://x/"))),
                "invalid_redirect_uri", "plain http");
        assertThat(json(manage(cardea, "GET", registration, null))).isEqualTo(registration);
    }

    @Test
    void keeps_what_an_operator_added() {
        var registration = registered(cardea);
        edit(registration, "access_token_format", "opaque");
        var changed = json(manage(cardea, "PUT", registration, change(registration, "client_name", "Renamed")));
        assertThat((String) json(signIn(cardea, changed)).get("access_token")).startsWith("at_");
        assertThat(changed).doesNotContainKey("access_token_format");
    }

    @Test
    void is_closed_to_a_disabled_client() {
        var registration = registered(cardea);
        edit(registration, "enabled", false);
        assertUnauthorized(manage(cardea, "GET", registration, null));
    }

    @Test
    void is_closed_once_an_operator_declares_the_client() {
        var registration = registered(cardea);
        var clients = cardea.server.stores().clients();
        var stored = clients.find(new ClientId((String) registration.get("client_id"))).orElseThrow();
        clients.put(new StoredClient(stored.id(), true, stored.document(), stored.sealedSecret(), stored.createdAt()),
                Set.of());
        assertUnauthorized(manage(cardea, "PUT", registration, change(registration)));
    }

    private static void edit(Map<String, Object> registration, String name, Object value) {
        var clients = cardea.server.stores().clients();
        var stored = clients.find(new ClientId((String) registration.get("client_id"))).orElseThrow();
        var document = Json.object(stored.document());
        document.put(name, value);
        clients.put(new StoredClient(stored.id(), false, Json.text(document), stored.sealedSecret(),
                stored.createdAt()), Set.of());
    }

    @Test
    void removes_it_and_all_that_was_given() { // §2.3
        var registration = registered(cardea);
        var tokens = json(signIn(cardea, registration));
        assertThat(cardea.accepts(tokens)).isTrue();
        var answer = manage(cardea, "DELETE", registration, null);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(cardea.accepts(tokens)).isFalse();
        assertUnauthorized(manage(cardea, "GET", registration, null));
        assertThat(cardea.server.stores().audit().latest(1).getFirst().type()).isEqualTo("ClientRemoved");
    }

    private static void assertUnauthorized(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");
        assertThat(json(response)).containsOnlyKeys("error", "error_description", "error_id")
                .containsEntry("error_description", "the registration access token is not one of this client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE" })
    void tells_strangers_nothing(String method) { // §2.1
        var registration = registered(cardea);
        var other = registered(cardea);
        var id = registration.get("client_id");
        var wrong = Map.<String, Object>of("client_id", id, "registration_access_token",
                other.get("registration_access_token"));
        assertUnauthorized(manage(cardea, method, wrong, change(registration)));
        assertUnauthorized(manage(cardea, method, Map.of("client_id", "app", "registration_access_token",
                other.get("registration_access_token")), change(registration)));
        assertUnauthorized(manage(cardea, method, Map.of("client_id", "nobody", "registration_access_token", "x"),
                change(registration)));
        assertUnauthorized(cardea.send(method, "/oauth2/register/" + id, "{}"));
        assertUnauthorized(cardea.send(method, "/oauth2/register/" + id, "{}", "Authorization",
                TestCardea.basic((String) id, (String) registration.get("client_secret"))));
        assertThat(json(manage(cardea, "GET", registration, null))).isEqualTo(registration);
    }

    @Test
    void changes_it_once_for_each_token_however_many_ask_at_once() throws InterruptedException {
        var registration = registered(cardea);
        var statuses = Race.of(() -> manage(cardea, "PUT", registration, change(registration)).statusCode());
        assertThat(statuses).containsOnly(200, 401).filteredOn(status -> status == 200).hasSize(1);
    }
}
