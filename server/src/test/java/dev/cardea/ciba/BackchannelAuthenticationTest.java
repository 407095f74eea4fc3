package dev.cardea.ciba;

import dev.cardea.TestCardea;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.ISSUER;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.json;
import static dev.cardea.ciba.TestCiba.NOTIFICATION_TOKEN;
import static dev.cardea.ciba.TestCiba.ask;
import static dev.cardea.ciba.TestCiba.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §4 metadata, §7.1, §7.2 authentication request, §7.3 acknowledgement, §13 errors")
class BackchannelAuthenticationTest {
    private static final String ENDPOINT = "backchannel_client_notification_endpoint: 'https://till.example/told'";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCiba.TILL
                + TestCiba.client("pinged", "ping", ENDPOINT)
                + TestCiba.client("pushed", "push", ENDPOINT)
                + TestCiba.client("staff", "poll", "required_roles: [administrator]")
                + TestCiba.client("mail", "poll", "subject_claim: email")
                + TestCardea.client("both", "subject_type: pairwise, backchannel_token_delivery_mode: poll,"
                        + " grant_types: [authorization_code, '" + TestCiba.GRANT + "']"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void forget_what_waits() {
        cardea.clock.advance(Duration.ofDays(1));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKeys("auth_req_id");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertRefused(response, 400, error);
    }

    private static boolean waitsFor(String person, TestCiba request) {
        return request.isShownIn(cardea.signedIn(person).get("/account/requests"));
    }

    @Test
    void is_offered_in_discovery() { // §4
        var document = json(cardea.get("/.well-known/openid-configuration"));
        assertThat(document).containsEntry("backchannel_authentication_endpoint", ISSUER + "/oauth2/bc-authorize")
                .containsEntry("backchannel_token_delivery_modes_supported", List.of("poll", "ping", "push"));
        assertThat((List<?>) document.get("backchannel_authentication_request_signing_alg_values_supported"))
                .anyMatch("ES256"::equals)
                .noneMatch(alg -> alg.equals("none") || alg.toString().startsWith("HS"));
        assertThat((List<?>) document.get("grant_types_supported")).anyMatch(TestCiba.GRANT::equals);
    }

    @Test
    void is_acknowledged() { // §7.3
        var response = ask(cardea, "till");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(json(response)).containsOnlyKeys("auth_req_id", "expires_in", "interval")
                .containsEntry("expires_in", 300)
                .containsEntry("interval", 5);
        assertThat((String) json(response).get("auth_req_id")).matches("[A-Za-z0-9._-]{27,}");
    }

    @Test
    void names_no_interval_to_a_client_that_is_sent_the_tokens() { // §7.3
        assertThat(json(ask(cardea, "pushed", "client_notification_token", NOTIFICATION_TOKEN)))
                .containsOnlyKeys("auth_req_id", "expires_in");
    }

    @Test
    void gives_another_id_each_time() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 5; i++) assertThat(seen.add(TestCiba.of(cardea).id())).isTrue();
    }

    @Test
    void asks_clients_to_prove_who_they_are() { // §7.1
        assertRefused(cardea.post("/oauth2/bc-authorize", request()), 401, "invalid_client");
        assertRefused(cardea.post("/oauth2/bc-authorize", request("client_id", "till")), 401, "invalid_client");
        assertRefused(cardea.post("/oauth2/bc-authorize", request(), "Authorization", basic("till", "wrong")), 401,
                "invalid_client");
        assertRefused(ask(cardea, "app"), "unauthorized_client");
    }

    @ParameterizedTest
    @CsvSource({"scope,'',invalid_request", "scope,profile,invalid_scope", "scope,openid orders,invalid_scope",
            "login_hint,'',invalid_request", "login_hint,nobody@acme.example,unknown_user_id",
            "id_token_hint,x,invalid_request", "requested_expiry,0,invalid_request",
            "requested_expiry,-5,invalid_request", "requested_expiry,1.5,invalid_request",
            "requested_expiry,soon,invalid_request", "requested_expiry,99999999999,invalid_request",
            "user_code,1234,invalid_request", "request_uri,https://till.example/r,invalid_request",
            "request,x.y.z,invalid_request" })
    void refuses_what_is_not_well_formed(String name, String value, String error) {
        assertRefused(ask(cardea, "till", name, value), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\tb", "PAY\u202Etxt",
            "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x" })
    void refuses_binding_messages_that_would_not_be_seen_as_they_are(String message) { // §13
        assertRefused(ask(cardea, "till", "binding_message", message), "invalid_binding_message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W4SCT", "Zahlung 12,50 € an Café “Süß” (№ 7)" })
    void takes_short_plain_binding_messages(String message) {
        assertThat(json(ask(cardea, "till", "binding_message", message))).containsKey("auth_req_id");
        assertThat(cardea.signedIn(ALICE).get("/account/requests").body()).contains(message);
    }

    @Test
    void says_exactly_once_whom_it_asks_for() {
        assertRefused(ask(cardea, "till", "id_token_hint", "x.y.z"), "invalid_request");
        assertRefused(ask(cardea, "till", "login_hint_token", "x.y.z"), "invalid_request");
        var unsupported = ask(cardea, "till", "login_hint", "", "login_hint_token", "x.y.z");
        assertRefused(unsupported, "invalid_request");
        assertThat(unsupported.body()).contains("login_hint_token is not supported");
    }

    @Test
    void finds_people_by_address_user_name_and_subject() {
        for (var hint : List.of(ALICE, " Alice@ACME.example", "alice", cardea.user(ALICE).id().value()))
            assertThat(waitsFor(ALICE, TestCiba.of(cardea, "till", "login_hint", hint))).as(hint).isTrue();
        assertThat(waitsFor(BOB, TestCiba.of(cardea))).isFalse();
    }

    @Test
    void knows_no_subject_that_is_another_clients() {
        assertRefused(ask(cardea, "mail", "login_hint", cardea.user(ALICE).id().value()), "unknown_user_id");
    }

    @Test
    void finds_people_by_an_id_token_also_an_old_one() {
        var idToken = (String) json(TestCiba.of(cardea).approvedBy(cardea.signedIn(ALICE)).poll()).get("id_token");
        cardea.clock.advance(Duration.ofDays(1));
        var again = TestCiba.of(cardea, "till", "login_hint", "", "id_token_hint", idToken);
        assertThat(waitsFor(ALICE, again)).isTrue();
        assertRefused(ask(cardea, "mail", "login_hint", "", "id_token_hint", idToken), "invalid_request");
    }

    @Test
    void finds_people_by_a_pairwise_id_token_while_they_are_signed_in() {
        var idToken = (String) cardea.tokensOf("both", "scope", "openid").get("id_token");
        assertThat(waitsFor(ALICE, TestCiba.of(cardea, "both", "login_hint", "", "id_token_hint", idToken))).isTrue();
    }

    @Test
    void says_the_same_of_everybody_who_cannot_use_the_client() {
        try (var own = new TestCardea(
                TestCiba.TILL + TestCiba.client("staff", "poll", "required_roles: [administrator]"))) {
            own.disableUser(BOB);
            var unknown = ask(own, "till", "login_hint", "nobody");
            assertRefused(unknown, "unknown_user_id");
            var told = withoutId(unknown);
            for (var other : List.of(ask(own, "till", "login_hint", BOB), ask(own, "staff"))) {
                assertRefused(other, "unknown_user_id");
                assertThat(withoutId(other)).isEqualTo(told);
                assertThat(json(other)).hasSameSizeAs(json(unknown));
            }
        }
    }

    private static String withoutId(HttpResponse<String> refused) {
        return json(refused).get("error_description").toString().replaceAll(" \\(error_id .*", "");
    }

    @Test
    void expires_when_the_client_wishes() {
        assertThat(json(ask(cardea, "till", "requested_expiry", "30"))).containsEntry("expires_in", 30);
        assertThat(json(ask(cardea, "till", "requested_expiry", "100000"))).containsEntry("expires_in", 1800);
    }

    @Test
    void needs_a_bearer_token_to_tell_a_client() { // §7.1
        assertRefused(ask(cardea, "pinged"), "invalid_request");
        for (var bad : List.of("short", "x".repeat(1025), "with space with space with space", "ümlaut".repeat(5),
                "=equals-in-front-of-the-others"))
            assertRefused(ask(cardea, "pinged", "client_notification_token", bad), "invalid_request");
        for (var good : List.of(NOTIFICATION_TOKEN, "x".repeat(1024), "azAZ09-._~+/azAZ09-._~+/=="))
            assertThat(json(ask(cardea, "pinged", "client_notification_token", good))).containsKey("interval");
    }

    @Test
    void lets_no_client_flood_a_person() {
        for (int i = 0; i < 5; i++) TestCiba.of(cardea);
        var more = ask(cardea, "till");
        assertThat(more.statusCode()).isEqualTo(429);
        assertThat(more.headers().firstValue("Retry-After")).hasValue("300");
        assertThat(json(ask(cardea, "till", "login_hint", BOB))).containsKey("auth_req_id");
        cardea.clock.advance(Duration.ofSeconds(300));
        assertThat(json(ask(cardea, "till"))).containsKey("auth_req_id");
    }

    @Test
    void keeps_neither_id_nor_notification_token_readable() throws Exception {
        var request = TestCiba.of(cardea, "pinged", "client_notification_token", NOTIFICATION_TOKEN);
        try (var files = Files.walk(cardea.data)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(request.id(), NOTIFICATION_TOKEN);
        }
    }
}
