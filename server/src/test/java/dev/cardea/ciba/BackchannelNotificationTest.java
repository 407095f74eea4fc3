package dev.cardea.ciba;

import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.TestJwks;
import dev.cardea.outbox.OutboxStore.Entry;
import dev.cardea.outbox.OutboxStore.State;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static dev.cardea.ciba.TestCiba.NOTIFICATION_TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CIBA Core §10.2 ping mode, §10.3 push mode, §12 push errors")
class BackchannelNotificationTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private final TestReceiver receiver = new TestReceiver();
    private TestCardea cardea = new TestCardea(clients() + "outbound: { private_addresses: allow, timeout: 2s }\n");
    private TestBrowser alice;

    private String clients() {
        var endpoint = "issue_refresh_token: always, backchannel_client_notification_endpoint: \"" + receiver.uri()
                + "\"";
        return TestCiba.client("pinged", "ping", endpoint) + TestCiba.client("pushed", "push", endpoint)
                + TestCiba.client("elliptic", "push", endpoint + ", id_token_signed_response_alg: ES256");
    }

    @BeforeEach
    void sign_in() {
        alice = cardea.signedIn(ALICE);
    }

    @AfterEach
    void stop() {
        receiver.close();
        cardea.close();
    }

    private TestCiba ask(String client) {
        return TestCiba.of(cardea, client, "client_notification_token", NOTIFICATION_TOKEN);
    }

    private Entry entry(String client, Predicate<Entry> condition) {
        long begin = System.nanoTime();
        while (true) {
            var entries = cardea.server.stores().outbox().ledger(Notifications.KIND, client, null, 10);
            if (!entries.isEmpty() && condition.test(entries.getFirst())) return entries.getFirst();
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("still " + entries);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static Predicate<Entry> tried(int tries) {
        return entry -> entry.state() == State.waiting && entry.attempts() == tries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny" })
    void a_ping_says_which_request_and_nothing_else(String decision) throws Exception { // §10.2
        var request = ask("pinged");
        request.decided(alice, decision);
        var call = receiver.next();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.contentType()).isEqualTo("application/json");
        assertThat(call.authorization()).isEqualTo("Bearer " + NOTIFICATION_TOKEN);
        assertThat(call.body()).isEqualTo(Map.of("auth_req_id", request.id()));
        var entry = entry("pinged", one -> one.state() == State.acknowledged);
        assertThat(entry.message().reference()).isEqualTo(request.name()).doesNotContain(request.id());
        assertThat(entry.message().payload()).doesNotContain(request.id(), NOTIFICATION_TOKEN);
        var answer = json(request.poll());
        if (decision.equals("allow")) assertThat(cardea.accepts(answer)).isTrue();
        else
            assertThat(answer).containsEntry("error", "access_denied");
    }

    @Test
    void a_client_that_is_pinged_may_poll_too() {
        var request = ask("pinged");
        assertThat(json(request.poll())).containsEntry("error", "authorization_pending");
        assertThat(json(request.poll())).containsEntry("error", "slow_down");
    }

    @Test
    void tells_nobody_before_the_person_has_decided() throws Exception {
        ask("pinged");
        var second = ask("pinged").approvedBy(alice);
        assertThat(receiver.next().body()).containsEntry("auth_req_id", second.id());
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void a_push_brings_the_tokens_and_binds_them_together() throws Exception { // §10.3.1
        for (var client : new String[]{"pushed", "elliptic" }) {
            var request = ask(client).approvedBy(alice);
            var call = receiver.next();
            assertThat(call.authorization()).isEqualTo("Bearer " + NOTIFICATION_TOKEN);
            assertThat(call.body()).containsEntry("auth_req_id", request.id())
                    .containsEntry("token_type", "Bearer")
                    .containsKeys("access_token", "refresh_token", "expires_in", "id_token");
            assertThat(cardea.accepts(call.body())).isTrue();
            assertThat(TestJwks.of(cardea)
                    .verifies(com.nimbusds.jwt.SignedJWT.parse((String) call.body().get("id_token")))).isTrue();
            assertThat(claims(call.body().get("id_token")))
                    .containsEntry("sub", cardea.user(ALICE).id().value())
                    .containsEntry("aud", client)
                    .containsEntry("urn:openid:params:jwt:claim:auth_req_id", request.id())
                    .containsEntry("urn:openid:params:jwt:claim:rt_hash", leftHalf(call.body().get("refresh_token")))
                    .containsEntry("at_hash", leftHalf(call.body().get("access_token")));
            assertThat(json(cardea.tokenAs(client, Map.of("grant_type", "refresh_token", "refresh_token",
                    (String) call.body().get("refresh_token"))))).containsKey("access_token");
        }
    }

    private static String leftHalf(Object token) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(((String) token).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    @Test
    void a_push_says_that_the_person_refused() throws Exception { // §12
        var request = ask("pushed");
        request.decided(alice, "deny");
        assertThat(receiver.next().body()).containsEntry("auth_req_id", request.id())
                .containsEntry("error", "access_denied")
                .containsOnlyKeys("auth_req_id", "error", "error_description");
    }

    @Test
    void a_push_that_did_not_arrive_is_tried_again_with_the_same_right() throws Exception {
        receiver.reply(500, 200);
        ask("pushed").approvedBy(alice);
        var first = receiver.next();
        entry("pushed", tried(1));
        cardea.clock.advance(Duration.ofSeconds(1));
        var second = receiver.next();
        assertThat(second.delivery()).isEqualTo(first.delivery());
        assertThat(second.body().get("refresh_token")).isEqualTo(first.body().get("refresh_token"));
        assertThat(cardea.accepts(first.body())).isTrue();
        assertThat(cardea.accepts(second.body())).isTrue();
        assertThat(entry("pushed", one -> one.state() == State.acknowledged).attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinged", "pushed" })
    void arrives_after_a_restart(String client) throws Exception {
        receiver.reply(503);
        var request = ask(client).approvedBy(alice);
        receiver.next();
        entry(client, tried(1));
        cardea = cardea.restarted();
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThat(receiver.next().body()).containsEntry("auth_req_id", request.id());
        entry(client, one -> one.state() == State.acknowledged);
    }

    @Test
    void a_push_that_comes_too_late_for_the_session_says_so() throws Exception { // §12
        receiver.reply(503);
        ask("pushed").approvedBy(alice);
        receiver.next();
        entry("pushed", tried(1));
        alice.submit(alice.get("/oauth2/sessions/logout"), Map.of());
        cardea.clock.advance(Duration.ofSeconds(1));
        assertThat(receiver.next().body()).containsEntry("error", "transaction_failed")
                .doesNotContainKey("access_token");
    }

    @Test
    void a_client_that_does_not_know_the_token_is_not_asked_again() throws Exception {
        receiver.reply(401);
        ask("pinged").approvedBy(alice);
        receiver.next();
        assertThat(entry("pinged", one -> one.state() == State.failed).status()).isEqualTo(401);
    }

    @Test
    void follows_no_redirect() throws Exception { // §10.2
        receiver.reply(307);
        ask("pinged").approvedBy(alice);
        receiver.next();
        entry("pinged", tried(1));
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void is_given_up_once_the_client_has_given_up() throws Exception {
        receiver.reply(503);
        ask("pushed").approvedBy(alice);
        receiver.next();
        entry("pushed", tried(1));
        cardea.clock.advance(Duration.ofMinutes(15));
        assertThat(entry("pushed", one -> one.state() == State.failed).error()).contains("too old");
        assertThat(receiver.waiting()).isZero();
    }
}
