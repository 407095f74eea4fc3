package dev.cardea.store;

import dev.cardea.decoupled.Awaited.State;
import dev.cardea.device.DeviceCode;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("DeviceCodeStore")
class DeviceCodeStoreTest extends StoreContract {
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(10));
    private final DeviceCode device = device();

    DeviceCodeStoreTest(Backend backend) {
        super(backend);
        stores.deviceCodes().add(device, EXPIRY);
    }

    private static DeviceCode device() {
        var key = new AuthorizationCode.Key((int) (EXPIRY.getEpochSecond() / 3600) + 1, Cast.secret());
        return new DeviceCode(key, Cast.secret(), Cast.APP, new Scopes("openid", "profile"),
                Cast.details("payment", "pay"), State.pending, NOW, EXPIRY,
                Duration.ofSeconds(5), NOW);
    }

    /// By Alice, in a session of hers.
    private AuthorizationCode approval() {
        var user = Cast.alice();
        stores.users().put(user);
        var session = Cast.session(user);
        stores.sessions().start(session, Cast.secret());
        return new AuthorizationCode(device.key(), Cast.authorization(session, "openid"), "", false, null, null, null,
                null, EXPIRY);
    }

    private State state() {
        return stores.deviceCodes().find(device.key()).orElseThrow().state();
    }

    @Test
    void finds_a_device_by_either_code() {
        assertThat(stores.deviceCodes().find(device.key())).contains(device);
        assertThat(stores.deviceCodes().findByUserCode(device.userCode())).contains(device);
        assertThat(stores.deviceCodes().find(new AuthorizationCode.Key(device.key().bucket(), Cast.secret())))
                .isEmpty();
        assertThat(stores.deviceCodes().findByUserCode(Cast.secret())).isEmpty();
    }

    @Test
    void gives_no_user_code_to_two_devices() {
        var other = device();
        var same = new DeviceCode(other.key(), device.userCode(), other.client(), other.scopes(), other.details(),
                State.pending, NOW,
                EXPIRY, other.interval(), NOW);
        assertThat(stores.deviceCodes().add(same, EXPIRY)).isFalse();
        assertThat(stores.deviceCodes().find(other.key())).isEmpty();
    }

    @Test
    void notes_one_of_many_concurrent_polls() throws InterruptedException {
        var next = NOW.plusSeconds(5);
        assertThat(Race.of(() -> stores.deviceCodes().polled(device.key(), NOW, next, Duration.ofSeconds(10))))
                .filteredOn(won -> won)
                .hasSize(1);
        var noted = stores.deviceCodes().find(device.key()).orElseThrow();
        assertThat(noted.nextPollAt()).isEqualTo(next);
        assertThat(noted.interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void gives_what_was_approved_to_exactly_one_of_many_concurrent_polls() throws InterruptedException {
        var approval = approval();
        assertThat(stores.deviceCodes().approve(approval, List.of())).isTrue();
        var results = Race.of(() -> stores.codes().redeem(device.key(), EXPIRY));
        assertThat(results).filteredOn(Redemption.First.class::isInstance)
                .hasSize(1)
                .allSatisfy(
                        first -> assertThat(((Redemption.First) first).code()).isEqualTo(approval));
        assertThat(stores.authorizations().find(approval.authorization().id())).isPresent();
    }

    @Test
    void notes_the_client_in_the_session_with_the_approval() {
        var approval = approval();
        stores.deviceCodes().approve(approval, List.of());
        var session = stores.sessions().find(approval.authorization().session()).orElseThrow().session();
        assertThat(session.clients()).containsExactly(Cast.APP);
        assertThat(state()).isEqualTo(State.approved);
    }

    @Test
    void takes_exactly_one_of_many_concurrent_decisions() throws InterruptedException {
        var approval = approval();
        var turn = new AtomicInteger();
        assertThat(Race.of(() -> turn.getAndIncrement() % 2 == 0
                ? stores.deviceCodes().approve(approval, List.of())
                : stores.deviceCodes().deny(device.key(), List.of()))).filteredOn(won -> won).hasSize(1);
        var redeemed = stores.codes().redeem(device.key(), null) instanceof Redemption.First;
        assertThat(state()).isEqualTo(redeemed ? State.approved : State.denied);
    }

    @Test
    void gives_nothing_before_a_decision_nor_after_a_refusal() {
        assertThat(stores.codes().redeem(device.key(), null)).isEqualTo(new Redemption.Unknown());
        assertThat(stores.deviceCodes().deny(device.key(), List.of())).isTrue();
        assertThat(stores.deviceCodes().approve(approval(), List.of())).isFalse();
        assertThat(stores.codes().redeem(device.key(), null)).isEqualTo(new Redemption.Unknown());
        assertThat(stores.deviceCodes().polled(device.key(), NOW, EXPIRY, device.interval())).isFalse();
    }

    @Test
    void forgets_it_when_told() {
        stores.deleteExpired(EXPIRY);
        assertThat(stores.deviceCodes().find(device.key())).isPresent();
        stores.deleteExpired(EXPIRY.plus(Duration.ofHours(1)));
        assertThat(stores.deviceCodes().find(device.key())).isEmpty();
    }
}
