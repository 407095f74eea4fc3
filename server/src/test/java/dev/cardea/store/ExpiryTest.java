package dev.cardea.store;

import dev.cardea.oauth.TokenHash;
import dev.cardea.refusal.RefusalStore;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.AuthorizationStore.Rotation;
import dev.cardea.user.AttemptStore.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Stores.deleteExpired")
@ParameterizedClass
@EnumSource(Backend.class)
class ExpiryTest {
    private static final int NODES = 4;
    private static final Duration DAY = Duration.ofDays(1);
    private final ConcurrentHashMap<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Stores stores;

    ExpiryTest(Backend backend) {
        stores = Databases.open(backend.ready(), null, null, Backend.POOL_SIZE, NOW, (operation, _, _) -> calls
                .computeIfAbsent(operation, _ -> new LongAdder())
                .increment());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void forgets_sessions_when_their_day_is_over() {
        var alice = Cast.alice();
        stores.users().put(alice);
        var ending = Cast.session(alice, NOW.plus(DAY));
        var lasting = Cast.session(alice, NOW.plus(DAY.multipliedBy(2)));
        stores.sessions().start(ending, Cast.secret());
        stores.sessions().start(lasting, Cast.secret());
        stores.deleteExpired(NOW.plus(DAY));
        assertThat(stores.sessions().find(ending.id())).isPresent();
        stores.deleteExpired(NOW.plus(DAY.multipliedBy(2)));
        assertThat(stores.sessions().find(ending.id())).isEmpty();
        assertThat(stores.sessions().find(lasting.id())).isPresent();
    }

    @Test
    void forgets_messages_after_a_week() {
        var message = Cast.message(Cast.unique("client"));
        stores.outbox().add(message);
        stores.deleteExpired(NOW.plus(DAY.multipliedBy(7)));
        assertThat(stores.outbox().ledger("test", message.recipient(), null, 1)).hasSize(1);
        stores.deleteExpired(NOW.plus(DAY.multipliedBy(8)));
        assertThat(stores.outbox().ledger("test", message.recipient(), null, 1)).isEmpty();
    }

    @Test
    void forgets_refusals_when_told() {
        var entry = new RefusalStore.Entry(Cast.unique("request"), NOW, null, "{}");
        stores.refusals().add(List.of(entry), NOW.plus(DAY));
        stores.deleteExpired(NOW.plus(DAY));
        assertThat(stores.refusals().find(entry.id())).isPresent();
        stores.deleteExpired(NOW.plus(DAY).plus(Duration.ofHours(1)));
        assertThat(stores.refusals().find(entry.id())).isEmpty();
    }

    @Test
    void forgets_codes_when_their_hour_is_over() {
        var alice = Cast.alice();
        stores.users().put(alice);
        var code = Cast.code(Cast.authorization(Cast.session(alice), "openid"));
        stores.codes().add(code);
        stores.codes().redeem(code.key(), null);
        var lastMoment = Instant.ofEpochSecond((code.key().bucket() + 1) * 3600L - 1);
        stores.deleteExpired(lastMoment);
        assertThat(stores.codes().redeem(code.key(), null)).isInstanceOf(Redemption.Replayed.class);
        stores.deleteExpired(lastMoment.plusSeconds(1));
        assertThat(stores.codes().redeem(code.key(), null)).isInstanceOf(Redemption.Unknown.class);
    }

    @Test
    void forgets_authorizations_when_their_day_is_over() {
        var ending = Cast.signIn(stores, null, NOW.plus(DAY), "openid").authorization();
        var far = NOW.plus(DAY.multipliedBy(400));
        var lasting = Cast.signIn(stores, null, far, "openid").authorization();
        stores.deleteExpired(NOW.plus(DAY));
        assertThat(stores.authorizations().find(ending.id())).isPresent();
        stores.deleteExpired(NOW.plus(DAY.multipliedBy(2)));
        assertThat(stores.authorizations().find(ending.id())).isEmpty();
        assertThat(stores.authorizations().find(lasting.id())).isPresent();
        stores.deleteExpired(far.plus(DAY));
        assertThat(stores.authorizations().find(lasting.id())).isEmpty();
    }

    @Test
    void forgets_authorizations_a_day_after_their_refresh_token_has_expired() {
        var expiry = NOW.plus(Duration.ofHours(1));
        var far = NOW.plus(DAY.multipliedBy(60));
        var idle = Cast.signIn(stores, expiry, far, "offline_access").authorization();
        var used = Cast.signIn(stores, expiry, far, "offline_access").authorization();
        var farthest = Cast.signIn(stores, expiry, NOW.plus(DAY.multipliedBy(400)), "offline_access").authorization();
        var rotation = stores.authorizations().rotate(used.id(), 0, NOW, expiry.plus(DAY));
        assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
        stores.deleteExpired(expiry.plus(DAY));
        assertThat(stores.authorizations().find(idle.id())).isPresent();
        stores.deleteExpired(expiry.plus(DAY).plus(Duration.ofHours(1)));
        assertThat(stores.authorizations().find(idle.id())).isEmpty();
        assertThat(stores.authorizations().find(farthest.id())).isEmpty();
        assertThat(stores.authorizations().isLive(used.id(), 1, expiry)).isTrue();
    }

    @Test
    void forgets_attempts_identifiers_and_revoked_tokens_when_told() {
        var expiry = NOW.plus(Duration.ofHours(1));
        var once = Cast.secret();
        var jti = Cast.secret();
        stores.attempts().replace("alice", Attempts.NONE, new Attempts(3, NOW), expiry);
        stores.oneTime().consume("assertion", once, expiry);
        stores.authorizations().revokeToken(jti, expiry);
        stores.deleteExpired(expiry);
        assertThat(stores.attempts().find("alice").count()).isEqualTo(3);
        assertThat(stores.oneTime().consume("assertion", once, expiry)).isFalse();
        assertThat(stores.authorizations().isTokenRevoked(jti)).isTrue();
        stores.deleteExpired(expiry.plus(Duration.ofHours(1)));
        assertThat(stores.attempts().find("alice")).isEqualTo(Attempts.NONE);
        assertThat(stores.oneTime().consume("assertion", once, expiry)).isTrue();
        assertThat(stores.authorizations().isTokenRevoked(jti)).isFalse();
    }

    @Test
    void deletes_in_small_steps_and_leaves_what_lives() throws InterruptedException {
        var live = TokenHash.of("live");
        stores.oneTime().consume("assertion", live, NOW.plus(DAY));
        for (int round = 0; round < 20; round++)
            Race.of(() -> stores.oneTime().consume("assertion", Cast.secret(), NOW));
        stores.deleteExpired(NOW.plus(Duration.ofHours(1)));
        // 1,280 rows, 500 at a time.
        assertThat(calls.get("clean.one_time").sum()).isEqualTo(3);
        assertThat(stores.oneTime().consume("assertion", live, NOW.plus(DAY))).isFalse();
    }

    @Test
    void may_be_called_by_all_nodes_at_once() throws Exception {
        var ending = Cast.signIn(stores, null, NOW.plus(DAY), "openid").authorization();
        Callable<Boolean> run = () -> {
            stores.deleteExpired(NOW.plus(DAY.multipliedBy(5)));
            return true;
        };
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : nodes.invokeAll(Collections.nCopies(NODES, run))) assertThat(done.get()).isTrue();
        }
        assertThat(stores.authorizations().find(ending.id())).isEmpty();
    }
}
