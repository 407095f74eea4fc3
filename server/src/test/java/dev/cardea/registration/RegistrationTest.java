package dev.cardea.registration;

import dev.cardea.FakeClock;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.oauth.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.metadata;
import static dev.cardea.registration.TestRegistration.open;
import static dev.cardea.registration.TestRegistration.registered;
import static dev.cardea.registration.TestRegistration.send;
import static dev.cardea.registration.TestRegistration.signIn;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7591 and OIDC Registration §3 registration")
class RegistrationTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = open("");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void answers_with_all_that_is_registered_defaults_included() { // RFC 7591 §3.2.1
        var response = send(cardea, metadata("contacts", List.of("dev@app.example"), "nobody_knows_this", 1));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        var answer = json(response);
        assertThat(answer).containsEntry("redirect_uris", List.of(TestCardea.REDIRECT))
                .containsEntry("client_name", "Newcomer")
                .containsEntry("contacts", List.of("dev@app.example"))
                .containsEntry("grant_types", List.of("authorization_code"))
                .containsEntry("response_types", List.of("code"))
                .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                .containsEntry("application_type", "web")
                .containsEntry("subject_type", "public")
                .containsEntry("id_token_signed_response_alg", "RS256")
                .containsEntry("client_secret_expires_at", 0)
                .containsEntry("client_id_issued_at", (int) cardea.clock.instant().getEpochSecond())
                .containsEntry("registration_client_uri",
                        TestCardea.ISSUER + "/oauth2/register/" + answer.get("client_id"))
                .doesNotContainKey("nobody_knows_this"); // RFC 7591 §2: ignored
        assertThat((String) answer.get("client_secret")).hasSizeGreaterThanOrEqualTo(64);
        assertThat((String) answer.get("registration_access_token")).hasSizeGreaterThan(40);
    }

    @Test
    void makes_clients_that_people_can_sign_in_to() {
        var registration = registered(cardea);
        var tokens = signIn(cardea, registration);
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(TestCardea.claims(json(tokens).get("id_token")))
                .containsEntry("aud", registration.get("client_id"));
    }

    @Test
    void gives_a_public_client_no_secret() {
        assertThat(registered(cardea, "token_endpoint_auth_method", "none"))
                .doesNotContainKeys("client_secret", "client_secret_expires_at");
    }

    @Test
    void keeps_neither_the_secret_nor_the_token_readable() {
        var registration = registered(cardea);
        var id = new ClientId((String) registration.get("client_id"));
        var stored = cardea.server.stores().clients().find(id).orElseThrow();
        assertThat(stored.declared()).isFalse();
        assertThat(stored.document()).doesNotContain((String) registration.get("client_secret"));
        assertThat(cardea.server.stores().registrations().find(id).orElseThrow().accessToken().base64Url())
                .doesNotContain((String) registration.get("registration_access_token"));
    }

    @Test
    void lets_nobody_choose_the_id_or_the_secret() {
        var answer = registered(cardea, "client_id", "app", "client_secret", "mine-mine-mine-mine-mine");
        assertThat(answer.get("client_id")).isNotEqualTo("app");
        assertThat(answer.get("client_secret")).isNotEqualTo("mine-mine-mine-mine-mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "required_roles", "organization", "enabled", "profile", "lifetimes", "audience",
            "require_pkce", "pkce_methods", "access_token_format", "access_token_signed_response_alg",
            "subject_claim", "issue_refresh_token", "allow_insecure_http_redirect", "allowed_cors_origins",
            "remote_login_form", "redirect_match", "login_form_origins", "acts_as_user", "error_uris" })
    void refuses_what_only_an_operator_may_decide(String name) {
        assertRefused(send(cardea, metadata(name, "x")), "invalid_client_metadata", name + ": can only be set by");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"http://app.example/cb | is plain http", "javascript:alert(1) | never",
            "https://app.example/cb#x | has a fragment", "https://*.app.example/ | wildcard", "/cb | is not absolute" })
    void refuses_bad_redirect_uris(String uri, String why) { // §3.2.2
        assertRefused(send(cardea, metadata("redirect_uris", List.of(uri))), "invalid_redirect_uri", why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"grant_types | password", "response_types | magic",
            "token_endpoint_auth_method | tls", "id_token_signed_response_alg | none", "application_type | desktop",
            "subject_type | secret", "id_token_encrypted_response_alg | RSA1_5", "default_max_age | soon",
            "logo_uri | javascript:alert(1)", "client_name | \u202Eevil", "client_uri | no" })
    void refuses_bad_values_and_names_them(String name, String value) { // §3.2.2
        Object sent = name.endsWith("_types") ? List.of(value) : value;
        assertRefused(send(cardea, metadata(name, sent)), "invalid_client_metadata", name);
    }

    @Test
    void refuses_what_clients_that_anybody_can_register_may_not_ask_for() {
        assertRefused(send(cardea, metadata("scope", "openid orders")), "invalid_client_metadata", "scope");
        assertRefused(send(cardea, metadata("grant_types", List.of("client_credentials"), "response_types",
                List.of())), "invalid_client_metadata", "client_credentials");
    }

    @Test
    void gives_them_the_scope_that_is_left_where_they_ask_for_none() {
        try (var narrow = open(", scope: openid orders")) {
            assertThat(registered(narrow)).containsEntry("scope", "openid");
            assertThat(registered(narrow, "scope", "orders")).containsEntry("scope", "orders");
            assertRefused(send(narrow, metadata("scope", "openid email")), "invalid_client_metadata", "scope");
        }
    }

    @Test
    void shows_people_what_the_client_says_of_itself() { // OIDC Registration §2
        var id = (String) registered(cardea, "logo_uri", "https://app.example/logo.png", "policy_uri",
                "https://app.example/policy", "tos_uri", "https://app.example/terms").get("client_id");
        assertThat(cardea.signedIn(TestCardea.ALICE).open(TestCardea.request("client_id", id)).body())
                .contains("https://app.example/logo.png", "https://app.example/policy", "https://app.example/terms");
    }

    @Test
    void makes_clients_for_every_response_type() { // OIDC Registration §2
        var id = (String) registered(cardea, "response_types", List.of("code id_token", "id_token"), "grant_types",
                List.of("authorization_code", "implicit")).get("client_id");
        assertThat(TestBrowser.answer(cardea.browser()
                .authorize(TestCardea.request("client_id", id, "response_type", "code id_token", "scope", "openid"),
                        TestCardea.ALICE, TestCardea.PASSWORD)))
                .containsKeys("code", "id_token");
        assertRefused(send(cardea, metadata("response_types", List.of("id_token"))), "invalid_client_metadata",
                "implicit");
    }

    @Test
    void refuses_what_is_no_json_object() {
        for (var body : new String[]{"", "[]", "null", "{\"a\":1,\"a\":2}", "{} {}", "\"x\"", "{\"client_name\":" })
            assertRefused(cardea.send("POST", "/oauth2/register", body, "Content-Type", "application/json"),
                    "invalid_client_metadata", "JSON");
        assertRefused(cardea.send("POST", "/oauth2/register", "{}", "Content-Type", "text/plain"), "invalid_request",
                "application/json");
    }

    @Test
    void shows_names_in_the_language_of_the_person() { // RFC 7591 §2.2
        var registration = registered(cardea, "client_name#de", "Neuling", "policy_uri#de", "https://app.example/de");
        assertThat(registration).containsEntry("client_name#de", "Neuling");
        var alice = cardea.signedIn(TestCardea.ALICE);
        var id = (String) registration.get("client_id");
        assertThat(alice.open(TestCardea.request("client_id", id, "ui_locales", "de")).body())
                .contains("Neuling", "https://app.example/de");
        assertThat(alice.open(TestCardea.request("client_id", id, "ui_locales", "fr")).body()).contains("Newcomer");
        assertRefused(send(cardea, metadata("client_name#not a tag", "x")), "invalid_client_metadata", "language tag");
        assertRefused(send(cardea, metadata("client_uri#de", "javascript:x")), "invalid_client_metadata", "web");
    }

    @Test
    void is_recorded() {
        var id = registered(cardea).get("client_id");
        assertThat(cardea.server.stores().audit().latest(3)).anySatisfy(entry -> {
            assertThat(entry.type()).isEqualTo("ClientRegistered");
            assertThat(entry.details()).contains((String) id, "open");
        });
    }

    @Test
    void is_published() {
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("registration_endpoint", TestCardea.ISSUER + "/oauth2/register");
    }

    @Test
    void is_off_unless_configured() {
        try (var off = new TestCardea()) {
            assertThat(send(off, metadata()).statusCode()).isEqualTo(404);
            assertThat(json(off.get("/.well-known/openid-configuration"))).doesNotContainKey("registration_endpoint");
        }
    }

    @Test
    void is_bounded_for_each_address() { // RFC 7591 §5
        try (var bounded = new TestCardea(
                "features: { dynamic_registration: open }\nregistration: { per_hour: 2 }\n")) {
            var first = registered(bounded);
            assertThat(send(bounded, metadata()).statusCode()).isEqualTo(201);
            var third = send(bounded, metadata());
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).isPresent();
            assertThat(TestRegistration.manage(bounded, "PUT", first, Map.of("client_id", first.get("client_id"),
                    "redirect_uris", List.of(TestCardea.REDIRECT))).statusCode()).isEqualTo(429); // it may fetch, too
            var initial = TestRegistration.initialToken(bounded, 1);
            assertThat(send(bounded, metadata(), "Authorization", "Bearer " + initial).statusCode()).isEqualTo(201);
            bounded.clock.advance(Duration.ofHours(1));
            assertThat(send(bounded, metadata()).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void keeps_at_most_so_many_open_clients() {
        try (var small = open(", most_open_clients: 2")) {
            registered(small);
            registered(small);
            assertThat(send(small, metadata()).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void forgets_clients_that_nobody_ever_used() {
        var unused = registered(cardea);
        var used = registered(cardea);
        signIn(cardea, used);
        var later = cardea.clock.instant().plus(Duration.ofDays(1));
        cardea.server.stores().registrations().forget(later, later);
        var clients = cardea.server.stores().clients();
        assertThat(clients.find(new ClientId((String) unused.get("client_id")))).isEmpty();
        assertThat(clients.find(new ClientId((String) used.get("client_id")))).isPresent();
    }

    @Test
    void is_not_undone_by_pruning_what_the_file_does_not_declare() {
        var first = TestCardea.of(TestCardea.CONFIGURATION + "features: { dynamic_registration: open }\n");
        var registration = registered(first);
        try (var second = first.restarted("prune: true\n" + TestCardea.CONFIGURATION)) {
            assertThat(signIn(second, registration).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void gives_secrets_that_expire_where_configured_to() { // RFC 7591 §3.2.1
        try (var strict = open(", secret_lifetime: 1d")) {
            var registration = registered(strict);
            assertThat(registration).containsEntry("client_secret_expires_at",
                    (int) strict.clock.instant().plus(Duration.ofDays(1)).getEpochSecond());
            assertThat(signIn(strict, registration).statusCode()).isEqualTo(200);
            strict.clock.advance(Duration.ofDays(1));
            assertThat(signIn(strict, registration).statusCode()).isEqualTo(401);
            var renewed = json(TestRegistration.manage(strict, "PUT", registration,
                    Map.of("client_id", registration.get("client_id"), "redirect_uris",
                            List.of(TestCardea.REDIRECT))));
            assertThat(renewed.get("client_secret")).isNotEqualTo(registration.get("client_secret"));
            assertThat(signIn(strict, renewed).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takes_requests_without_pkce_from_confidential_clients_where_configured_to() {
        try (var lax = open(", require_pkce: false")) {
            var client = (String) registered(lax).get("client_id");
            var spa = (String) registered(lax, "token_endpoint_auth_method", "none").get("client_id");
            var alice = lax.signedIn(TestCardea.ALICE);
            var without = TestCardea.request("client_id", client, "code_challenge", "", "code_challenge_method", "");
            assertThat(alice.open(without).statusCode()).isEqualTo(200);
            without.put("client_id", spa);
            assertThat(alice.open(without).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void gives_a_declared_client_a_secret_that_expires_too() {
        var at = new FakeClock().instant().plusSeconds(60).getEpochSecond();
        try (var declared = new TestCardea("  - { client_id: brief, client_secret: " + TestCardea.SECRET
                + ", client_secret_expires_at: " + at
                + ", grant_types: [client_credentials], response_types: [] }\n")) {
            var form = Map.of("grant_type", "client_credentials");
            assertThat(declared.tokenAs("brief", form).statusCode()).isEqualTo(200);
            declared.clock.advance(Duration.ofSeconds(60));
            assertThat(declared.tokenAs("brief", form).statusCode()).isEqualTo(401);
        }
    }
}
