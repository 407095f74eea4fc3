package dev.cardea.store;

import dev.cardea.factor.DeviceStore.Device;
import dev.cardea.factor.EmailCodeStore.Sent;
import dev.cardea.factor.Factor;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.oauth.TokenHash;
import dev.cardea.user.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("FactorStore, RecoveryCodeStore, EmailCodeStore, DeviceStore")
class FactorStoreTest extends StoreContract {
    private User alice = Cast.alice();

    FactorStoreTest(Backend backend) {
        super(backend);
    }

    @BeforeEach
    void put_alice() {
        alice = Cast.alice();
        stores.users().put(alice);
    }

    private Factor factor(Kind kind, @Nullable TokenHash credential, long counter) {
        return new Factor(UUID.randomUUID().toString(), alice.id(), kind, "Ü", new byte[]{1, 2 }, credential, counter,
                NOW, null);
    }

    private Factor added(Kind kind, long counter) {
        var factor = factor(kind, kind == Kind.passkey ? Cast.secret() : null, counter);
        assertThat(stores.factors().add(factor, List.of())).isTrue();
        return factor;
    }

    private Device remembered() {
        var device = new Device(Cast.secret(), alice.id(), "Browser", "192.0.2.1", NOW, NOW.plusSeconds(60));
        stores.devices().remember(device);
        return device;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keeps_factors_in_the_order_in_which_they_came() {
        var totp = added(Kind.totp, 7);
        var later = new Factor("later-" + totp.id(), alice.id(), Kind.passkey, "x", new byte[0], Cast.secret(), 0,
                NOW.plusSeconds(1), null);
        stores.factors().add(later, List.of());
        var found = stores.factors().of(alice.id());
        assertThat(found).extracting(Factor::id).containsExactly(totp.id(), later.id());
        assertThat(found.getFirst()).usingRecursiveComparison().isEqualTo(totp);
        assertThat(stores.factors().byCredential(java.util.Objects.requireNonNull(later.credential())))
                .hasValueSatisfying(one -> assertThat(one.id()).isEqualTo(later.id()));
        assertThat(stores.factors().byCredential(Cast.secret())).isEmpty();
    }

    @Test
    void keeps_a_passkey_for_one_person() {
        var credential = Cast.secret();
        assertThat(stores.factors().add(factor(Kind.passkey, credential, 0), List.of())).isTrue();
        assertThat(stores.factors().add(factor(Kind.passkey, credential, 0), List.of(Cast.message("told")))).isFalse();
        assertThat(stores.factors().of(alice.id())).hasSize(1);
    }

    @Test
    void lets_one_of_many_use_a_counter_and_nobody_go_back() throws InterruptedException { // RFC 6238 §5.2
        var totp = added(Kind.totp, 7);
        assertThat(Race.of(() -> stores.factors().use(totp.id(), 8, NOW))).containsOnlyOnce(true);
        assertThat(stores.factors().use(totp.id(), 7, NOW)).isFalse();
        assertThat(stores.factors().use(totp.id(), 0, NOW)).isFalse();
        assertThat(stores.factors().use(totp.id(), 9, NOW)).isTrue();
        assertThat(stores.factors().of(alice.id()).getFirst().lastUsedAt()).isEqualTo(NOW);
        assertThat(stores.factors().use("unknown", 9, NOW)).isFalse();
    }

    @Test
    void lets_a_passkey_that_does_not_count_be_used_again() { // WebAuthn §6.1.1
        var passkey = added(Kind.passkey, 0);
        assertThat(stores.factors().use(passkey.id(), 0, NOW)).isTrue();
        assertThat(stores.factors().use(passkey.id(), 0, NOW)).isTrue();
        assertThat(stores.factors().use(passkey.id(), 3, NOW)).isTrue();
        assertThat(stores.factors().use(passkey.id(), 0, NOW)).isFalse();
    }

    @Test
    void forgets_devices_with_every_change_and_recovery_codes_with_the_last_factor() {
        remembered();
        var first = added(Kind.totp, 1);
        assertThat(stores.devices().of(alice.id())).isEmpty();
        var second = added(Kind.passkey, 1);
        stores.recoveryCodes().replace(alice.id(), List.of(bytes("a")), List.of());
        remembered();
        assertThat(stores.factors().remove(alice.id(), first.id(), List.of())).isTrue();
        assertThat(stores.devices().of(alice.id())).isEmpty();
        assertThat(stores.recoveryCodes().left(alice.id())).isEqualTo(1);
        assertThat(stores.factors().remove(alice.id(), first.id(), List.of())).isFalse();
        assertThat(stores.factors().remove(alice.id(), second.id(), List.of())).isTrue();
        assertThat(stores.recoveryCodes().left(alice.id())).isZero();
    }

    @Test
    void changes_nothing_of_somebody_else() {
        var factor = added(Kind.totp, 1);
        var bob = Cast.alice();
        stores.users().put(bob);
        assertThat(stores.factors().rename(bob.id(), factor.id(), "mine")).isFalse();
        assertThat(stores.factors().remove(bob.id(), factor.id(), List.of())).isFalse();
        stores.devices().forget(bob.id(), remembered().secret());
        stores.factors().removeAll(bob.id(), List.of());
        assertThat(stores.devices().of(alice.id())).hasSize(1);
        assertThat(stores.factors().rename(alice.id(), factor.id(), "mine")).isTrue();
        assertThat(stores.factors().of(alice.id())).extracting(Factor::name).containsExactly("mine");
    }

    @Test
    void takes_everything_away_at_once_and_with_the_account() {
        added(Kind.totp, 1);
        stores.recoveryCodes().replace(alice.id(), List.of(bytes("a")), List.of());
        remembered();
        stores.factors().removeAll(alice.id(), List.of());
        assertThat(stores.factors().of(alice.id())).isEmpty();
        assertThat(stores.recoveryCodes().left(alice.id())).isZero();
        assertThat(stores.devices().of(alice.id())).isEmpty();
        added(Kind.totp, 1);
        var device = remembered();
        stores.users().remove(alice.id());
        assertThat(stores.factors().of(alice.id())).isEmpty();
        assertThat(stores.devices().find(device.secret())).isEmpty();
    }

    @Test
    void gives_a_recovery_code_to_one_of_many() throws InterruptedException {
        stores.recoveryCodes().replace(alice.id(), List.of(bytes("a"), bytes("b")), List.of());
        stores.recoveryCodes().replace(alice.id(), List.of(bytes("c"), bytes("d")), List.of());
        assertThat(stores.recoveryCodes().use(alice.id(), bytes("a"), List.of())).isFalse();
        assertThat(Race.of(() -> stores.recoveryCodes().use(alice.id(), bytes("c"), List.of()))).containsOnlyOnce(true);
        assertThat(stores.recoveryCodes().left(alice.id())).isEqualTo(1);
    }

    @Test
    void gives_a_mailed_code_to_one_of_many_and_counts_tries() throws InterruptedException {
        var sent = new Sent(bytes("123456"), 5, NOW, NOW.plusSeconds(600));
        assertThat(stores.emailCodes().put(alice.id(), sent, NOW, List.of())).isTrue();
        // Not another one so soon.
        assertThat(stores.emailCodes().put(alice.id(), sent, NOW.minusSeconds(1), List.of())).isFalse();
        assertThat(Race.of(() -> stores.emailCodes().charge(alice.id(), NOW))).filteredOn(one -> one).hasSize(5);
        assertThat(stores.emailCodes().use(alice.id(), bytes("654321"))).isFalse();
        assertThat(Race.of(() -> stores.emailCodes().use(alice.id(), bytes("123456")))).containsOnlyOnce(true);
        stores.emailCodes().put(alice.id(), sent, NOW, List.of());
        assertThat(stores.emailCodes().charge(alice.id(), NOW.plusSeconds(600))).isFalse();
    }

    @Test
    void forgets_what_expired() {
        var device = remembered();
        stores.emailCodes()
                .put(alice.id(), new Sent(bytes("1"), 5, NOW, NOW.plusSeconds(600)), NOW, List.of());
        stores.deleteExpired(NOW.plus(Duration.ofHours(2)));
        assertThat(stores.devices().find(device.secret())).isEmpty();
        assertThat(stores.emailCodes().find(alice.id())).isEmpty();
    }
}
