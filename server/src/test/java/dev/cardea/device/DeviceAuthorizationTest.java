package dev.cardea.device;

import dev.cardea.TestCardea;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.client;
import static dev.cardea.TestCardea.json;
import static dev.cardea.device.TestDevice.ask;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8628 §3.1, §3.2 device authorization, §3.4, §3.5 device access token")
class DeviceAuthorizationTest {
    private static final String CLIENTS = TestDevice.TV + TestDevice.TV.replace("tv", "other-tv")
            + client("box", TestDevice.SETTINGS);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(CLIENTS);
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKeys("access_token", "device_code");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertRefused(response, 400, error);
    }

    @Test
    void does_not_forget_a_resource_but_refuses_it() { // RFC 8707 §2
        assertRefused(ask(cardea, Map.of("client_id", "tv", "scope", "openid", "resource", "urn:a")), "invalid_target");
    }

    @Test
    void gives_both_codes_and_where_to_type_one() { // §3.2
        var response = ask(cardea, Map.of("client_id", "tv", "scope", "openid"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        var answer = json(response);
        assertThat((String) answer.get("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat((String) answer.get("device_code")).hasSizeGreaterThanOrEqualTo(43);
        assertThat(answer)
                .containsEntry("verification_uri", TestCardea.ISSUER + "/device")
                .containsEntry("verification_uri_complete",
                        TestCardea.ISSUER + "/device?user_code=" + answer.get("user_code"))
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5);
    }

    @Test
    void gives_other_codes_each_time() {
        var seen = new HashSet<Object>();
        for (int i = 0; i < 20; i++) {
            var codes = TestDevice.of(cardea).codes;
            assertThat(seen.add(codes.get("device_code"))).isTrue();
            assertThat(seen.add(codes.get("user_code"))).isTrue();
        }
    }

    @Test
    void asks_confidential_clients_to_prove_who_they_are() { // §3.1
        assertThat(ask(cardea, Map.of("scope", "openid"), "Authorization", basic("box", SECRET)).statusCode())
                .isEqualTo(200);
        assertRefused(ask(cardea, Map.of("scope", "openid"), "Authorization", basic("box", "wrong")), 401,
                "invalid_client");
        assertRefused(ask(cardea, Map.of("scope", "openid", "client_id", "box")), 401, "invalid_client");
        assertRefused(ask(cardea, Map.of("scope", "openid")), 401, "invalid_client");
        assertRefused(ask(cardea, Map.of("scope", "openid", "client_id", "nobody")), 401, "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({"spa,openid,unauthorized_client", "tv,openid orders,invalid_scope", "tv,'',invalid_scope",
            "tv,'a  \"b',invalid_scope" })
    void refuses_what_the_client_is_not_registered_for(String client, String scope, String error) {
        assertRefused(ask(cardea, Map.of("client_id", client, "scope", scope)), error);
    }

    @Test
    void is_offered_in_discovery() { // §4
        var document = json(cardea.get("/.well-known/openid-configuration"));
        assertThat(document).containsEntry("device_authorization_endpoint", TestCardea.ISSUER + "/oauth2/device");
        assertThat((List<?>) document.get("grant_types_supported")).anyMatch(TestDevice.GRANT::equals);
    }

    @Test
    void answers_pending_until_a_person_decides() { // §3.5
        var device = TestDevice.of(cardea);
        assertRefused(device.poll(), "authorization_pending");
        cardea.clock.advance(Duration.ofSeconds(5));
        assertRefused(device.poll(), "authorization_pending");
    }

    @Test
    void slows_a_device_down_by_five_seconds_each_time() { // §3.5
        var device = TestDevice.of(cardea);
        assertRefused(device.poll(), "authorization_pending");
        cardea.clock.advance(Duration.ofSeconds(4));
        assertRefused(device.poll(), "slow_down");
        cardea.clock.advance(Duration.ofSeconds(9));
        assertRefused(device.poll(), "slow_down");
        cardea.clock.advance(Duration.ofSeconds(15));
        assertRefused(device.poll(), "authorization_pending");
        cardea.clock.advance(Duration.ofSeconds(14));
        assertRefused(device.poll(), "slow_down");
    }

    @Test
    void remembers_across_a_restart_how_slow_a_device_has_to_be() {
        var before = TestDevice.of(cardea);
        before.poll();
        assertRefused(before.poll(), "slow_down");
        cardea = cardea.restarted();
        var form = Map.of("grant_type", TestDevice.GRANT, "client_id", "tv", "device_code",
                (String) before.codes.get("device_code"));
        cardea.clock.advance(Duration.ofSeconds(9));
        assertRefused(cardea.post("/oauth2/token", form), "slow_down");
    }

    @Test
    void gives_tokens_about_the_person_and_how_they_signed_in() {
        var device = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var answer = json(device.poll());
        assertThat(answer).containsEntry("scope", "openid profile").containsKeys("refresh_token", "access_token");
        assertThat(cardea.accepts(answer)).isTrue();
        assertThat(claims(answer.get("id_token")))
                .containsEntry("sub", cardea.user(ALICE).id().value())
                .containsEntry("aud", "tv")
                .containsEntry("auth_time", (int) cardea.clock.instant().getEpochSecond())
                .containsEntry("amr", List.of("pwd"))
                .containsEntry("acr", "urn:cardea:acr:password")
                .containsKey("sid")
                .doesNotContainKey("nonce");
    }

    @Test
    void gives_refresh_tokens_that_work() {
        var tokens = json(TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE)).poll());
        var refreshed = json(cardea.post("/oauth2/token", Map.of("grant_type", "refresh_token", "client_id", "tv",
                "refresh_token", (String) tokens.get("refresh_token"))));
        assertThat(cardea.accepts(refreshed)).isTrue();
    }

    @Test
    void gives_the_tokens_once() {
        var device = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var tokens = json(device.poll());
        assertRefused(device.poll(), "invalid_grant");
        assertThat(cardea.accepts(tokens)).as("a repeated poll takes nothing away").isTrue();
    }

    @Test
    void gives_the_tokens_to_exactly_one_of_many_concurrent_polls() throws InterruptedException {
        var device = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var answers = Race.of(() -> json(device.poll()));
        assertThat(answers).filteredOn(answer -> answer.containsKey("access_token"))
                .hasSize(1)
                .allMatch(
                        cardea::accepts);
        assertThat(answers).filteredOn(answer -> "invalid_grant".equals(answer.get("error")))
                .hasSize(Race.RUNNERS - 1);
    }

    @Test
    void says_that_the_person_refused() { // §3.5
        var device = TestDevice.of(cardea);
        var browser = cardea.signedIn(ALICE);
        browser.submit(device.found(browser), Map.of("decision", "deny"));
        assertRefused(device.poll(), "access_denied");
        assertRefused(device.poll(), "access_denied");
    }

    @Test
    void says_that_the_code_has_expired() { // §3.5
        var waiting = TestDevice.of(cardea);
        var approved = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        cardea.clock.advance(Duration.ofSeconds(600));
        assertRefused(waiting.poll(), "expired_token");
        assertRefused(approved.poll(), "expired_token");
    }

    @Test
    void refuses_a_code_of_another_client_and_leaves_it_good() {
        var device = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        assertRefused(device.pollAs("other-tv"), "invalid_grant");
        assertThat(json(device.poll())).containsKey("access_token");
    }

    @Test
    void does_not_tell_other_clients_whether_a_person_decided() {
        assertRefused(TestDevice.of(cardea).pollAs("other-tv"), "invalid_grant");
    }

    @Test
    void refuses_codes_that_it_never_gave() {
        for (var code : List.of("x", "A".repeat(48), "ö".repeat(48)))
            assertRefused(cardea.post("/oauth2/token",
                    Map.of("grant_type", TestDevice.GRANT, "client_id", "tv", "device_code", code)), "invalid_grant");
        assertRefused(cardea.post("/oauth2/token", Map.of("grant_type", TestDevice.GRANT, "client_id", "tv")),
                "invalid_request");
    }

    @Test
    void takes_no_device_code_as_authorization_code_nor_the_other_way_round() {
        var device = TestDevice.of(cardea).approvedBy(cardea.signedIn(ALICE));
        assertRefused(cardea.redeem((String) device.codes.get("device_code")), "invalid_grant");
        var code = cardea.givenCode();
        assertRefused(cardea.post("/oauth2/token",
                Map.of("grant_type", TestDevice.GRANT, "client_id", "tv", "device_code", code)), "invalid_grant");
        assertThat(json(cardea.redeem(code))).containsKey("access_token");
        assertThat(json(device.poll())).containsKey("access_token");
    }

    @Test
    void gives_nothing_once_the_person_has_signed_out() {
        var browser = cardea.signedIn(ALICE);
        var device = TestDevice.of(cardea, "tv", "openid offline_access").approvedBy(browser);
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertRefused(device.poll(), "invalid_grant");
    }

    @Test
    void gives_tokens_that_end_with_the_session() {
        var browser = cardea.signedIn(ALICE);
        var tokens = json(TestDevice.of(cardea).approvedBy(browser).poll());
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertThat(cardea.accepts(tokens)).isFalse();
    }

    @Test
    void makes_the_client_one_of_the_sessions() {
        TestDevice.of(cardea).approvedBy(cardea.signedIn(BOB));
        var sessions = cardea.server.stores().sessions();
        var session = sessions.of(cardea.user(BOB).id()).getFirst();
        assertThat(sessions.find(session).orElseThrow().session().clients()).extracting("value")
                .containsExactly("tv");
    }

    @Test
    void gives_nothing_for_a_disabled_account() {
        try (var own = new TestCardea(CLIENTS)) {
            var device = TestDevice.of(own).approvedBy(own.signedIn(ALICE));
            own.disableUser(ALICE);
            assertRefused(device.poll(), "invalid_grant");
        }
    }

    @Test
    void keeps_neither_code_readable() throws Exception {
        var device = TestDevice.of(cardea);
        device.approvedBy(cardea.signedIn(ALICE));
        try (var files = Files.walk(cardea.data)) {
            for (var file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file),
                        StandardCharsets.ISO_8859_1))
                        .doesNotContain((String) device.codes.get("device_code"), device.userCode(),
                                device.userCode().replace("-", ""));
        }
    }
}
