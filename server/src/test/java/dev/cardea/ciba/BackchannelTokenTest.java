package dev.cardea.ciba;

import dev.cardea.TestCardea;
import dev.cardea.store.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §10.1 poll mode, §10.1.1 tokens, §11 token errors")
class BackchannelTokenTest {
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(TestCiba.TILL + TestCiba.client("other-till", "poll", "scope: openid")
                + TestCiba.client("pushed", "push",
                        "backchannel_client_notification_endpoint: 'https://till.example/told'"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @BeforeEach
    void forget_what_waits() {
        cardea.clock.advance(Duration.ofDays(1));
    }

    private static void assertRefused(HttpResponse<String> response, String error) {
        assertThat(json(response)).containsEntry("error", error).doesNotContainKeys("access_token");
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void is_pending_until_the_person_decides() {
        var request = TestCiba.of(cardea);
        assertRefused(request.poll(), "authorization_pending");
        cardea.clock.advance(Duration.ofSeconds(5));
        assertRefused(request.poll(), "authorization_pending");
    }

    @Test
    void slows_a_client_down_by_five_seconds_each_time_also_across_a_restart() {
        var request = TestCiba.of(cardea);
        assertRefused(request.poll(), "authorization_pending");
        cardea.clock.advance(Duration.ofSeconds(4));
        assertRefused(request.poll(), "slow_down");
        cardea = cardea.restarted();
        cardea.clock.advance(Duration.ofSeconds(9));
        var form = Map.of("grant_type", TestCiba.GRANT, "auth_req_id", request.id());
        assertRefused(cardea.tokenAs("till", form), "slow_down");
        cardea.clock.advance(Duration.ofSeconds(15));
        assertRefused(cardea.tokenAs("till", form), "authorization_pending");
    }

    @Test
    void gives_tokens_about_the_person_and_how_they_signed_in() {
        var browser = cardea.signedIn(ALICE);
        var signedInAt = (int) cardea.clock.instant().getEpochSecond();
        cardea.clock.advance(Duration.ofMinutes(1));
        var answer = json(TestCiba.of(cardea, "till", "acr_values", "urn:example:gold").approvedBy(browser).poll());
        assertThat(answer).containsEntry("scope", "openid profile").containsEntry("token_type", "Bearer");
        assertThat(answer).doesNotContainKey("auth_req_id");
        assertThat(cardea.accepts(answer)).isTrue();
        assertThat(claims(answer.get("id_token")))
                .containsEntry("sub", cardea.user(ALICE).id().value())
                .containsEntry("aud", "till")
                .containsEntry("auth_time", signedInAt)
                .containsEntry("amr", List.of("pwd"))
                .containsEntry("acr", "urn:cardea:acr:password")
                .containsKeys("at_hash", "sid")
                .doesNotContainKeys("nonce", "urn:openid:params:jwt:claim:auth_req_id");
        var refreshed = json(cardea.tokenAs("till", Map.of("grant_type", "refresh_token", "refresh_token",
                (String) answer.get("refresh_token"))));
        assertThat(cardea.accepts(refreshed)).isTrue();
    }

    @Test
    void gives_the_tokens_once() {
        var request = TestCiba.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var tokens = json(request.poll());
        assertRefused(request.poll(), "invalid_grant");
        assertThat(cardea.accepts(tokens)).as("a repeated poll takes nothing away").isTrue();
    }

    @Test
    void gives_the_tokens_to_exactly_one_of_many_concurrent_polls() throws InterruptedException {
        var request = TestCiba.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var answers = Race.of(() -> json(request.poll()));
        assertThat(answers).filteredOn(answer -> answer.containsKey("access_token")).hasSize(1);
        assertThat(answers).filteredOn(answer -> "invalid_grant".equals(answer.get("error")))
                .hasSize(Race.RUNNERS - 1);
    }

    @Test
    void says_that_the_person_refused() {
        var request = TestCiba.of(cardea);
        request.decided(cardea.signedIn(ALICE), "deny");
        assertRefused(request.poll(), "access_denied");
    }

    @Test
    void says_that_it_has_expired() {
        var waiting = TestCiba.of(cardea, "till", "requested_expiry", "30");
        var approved = TestCiba.of(cardea, "till", "requested_expiry", "30").approvedBy(cardea.signedIn(ALICE));
        cardea.clock.advance(Duration.ofSeconds(30));
        assertRefused(waiting.poll(), "expired_token");
        assertRefused(approved.poll(), "expired_token");
    }

    @Test
    void refuses_an_id_of_another_client_and_leaves_it_good() {
        var request = TestCiba.of(cardea);
        assertRefused(request.pollAs("other-till"), "invalid_grant");
        request.approvedBy(cardea.signedIn(ALICE));
        assertRefused(request.pollAs("other-till"), "invalid_grant");
        assertThat(json(request.poll())).containsKey("access_token");
    }

    @Test
    void refuses_clients_that_are_sent_the_tokens() { // §11
        var request = TestCiba.of(cardea, "pushed", "client_notification_token", TestCiba.NOTIFICATION_TOKEN)
                .approvedBy(cardea.signedIn(ALICE));
        assertRefused(request.poll(), "unauthorized_client");
    }

    @Test
    void refuses_ids_that_it_never_gave() {
        for (var id : List.of("x", "A".repeat(48), "ö".repeat(48)))
            assertRefused(cardea.tokenAs("till", Map.of("grant_type", TestCiba.GRANT, "auth_req_id", id)),
                    "invalid_grant");
        assertRefused(cardea.tokenAs("till", Map.of("grant_type", TestCiba.GRANT)), "invalid_request");
        assertRefused(cardea.token(Map.of("grant_type", TestCiba.GRANT, "auth_req_id", "x")), "unauthorized_client");
    }

    @Test
    void takes_no_id_as_a_code_nor_the_other_way_round() {
        var request = TestCiba.of(cardea).approvedBy(cardea.signedIn(ALICE));
        assertRefused(cardea.redeem(request.id()), "invalid_grant");
        assertRefused(cardea.tokenAs("till", Map.of("grant_type", TestCiba.GRANT, "auth_req_id", cardea.givenCode())),
                "invalid_grant");
        assertThat(json(request.poll())).containsKey("access_token");
    }

    @Test
    void gives_nothing_once_the_person_has_signed_out() {
        var browser = cardea.signedIn(ALICE);
        var request = TestCiba.of(cardea, "till", "scope", "openid offline_access").approvedBy(browser);
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertRefused(request.poll(), "invalid_grant");
    }

    @Test
    void gives_tokens_that_end_with_the_session() {
        var browser = cardea.signedIn(ALICE);
        var tokens = json(TestCiba.of(cardea).approvedBy(browser).poll());
        browser.submit(browser.get("/oauth2/sessions/logout"), Map.of());
        assertThat(cardea.accepts(tokens)).isFalse();
    }

    @Test
    void makes_the_client_one_of_the_sessions() {
        TestCiba.of(cardea).approvedBy(cardea.signedIn(ALICE));
        var sessions = cardea.server.stores().sessions();
        assertThat(sessions.of(cardea.user(ALICE).id()))
                .anySatisfy(session -> assertThat(sessions.find(session).orElseThrow().session().clients())
                        .extracting("value")
                        .containsExactly("till"));
    }
}
