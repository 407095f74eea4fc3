package dev.cardea.store;

import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.consent.ConsentStore.Withdrawal;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.AuthorizationStore.Access;
import dev.cardea.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("ConsentStore")
class ConsentStoreTest extends StoreContract {
    private final ConsentStore consents = stores.consents();
    private final User alice = Cast.alice();

    ConsentStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
    }

    private Consent consent(String... scopes) {
        return new Consent(alice.id(), Cast.APP, new Scopes(scopes), NOW);
    }

    @Test
    void adds_to_the_scopes_already_approved() {
        assertThat(consents.find(alice.id(), Cast.APP)).isEmpty();
        consents.grant(consent("openid", "email"));
        assertThat(consents.find(alice.id(), Cast.APP)).hasValue(consent("openid", "email"));
        consents.grant(new Consent(alice.id(), Cast.APP, new Scopes("profile", "openid"), NOW.plusSeconds(1)));
        assertThat(consents.find(alice.id(), Cast.APP))
                .hasValue(new Consent(
                        alice.id(), Cast.APP, new Scopes("openid", "email", "profile"), NOW.plusSeconds(1)));
        assertThat(consents.find(alice.id(), new ClientId("other"))).isEmpty();
    }

    @Test
    void revokes_all_that_was_given_for_a_person_and_spends_what_is_on_its_way() {
        var given = Cast.signIn(stores, NOW.plus(Duration.ofDays(30)));
        var other = Cast.signIn(stores, NOW.plus(Duration.ofDays(30)));
        var waiting = Cast.code(Cast.authorization(given.session(), "openid", "offline_access"));
        stores.codes().add(waiting);
        assertThat(stores.authorizations().revokeAll(given.user().id(), NOW)).isEqualTo(1);
        assertThat(stores.authorizations().find(given.authorization().id()).orElseThrow().revoked()).isTrue();
        assertThat(stores.authorizations().find(other.authorization().id()).orElseThrow().revoked()).isFalse();
        assertThat(stores.codes().redeem(waiting.key(), null)).isInstanceOf(Redemption.Replayed.class);
        assertThat(stores.authorizations().revokeAll(given.user().id(), NOW)).isZero();
    }

    @Test
    void adds_to_the_resources_already_approved() {
        for (var resources : List.of(List.of("urn:a", "urn:b"), List.of("urn:c", "urn:a"), List.<String>of()))
            consents.grant(new Consent(alice.id(), Cast.APP, new Scopes("openid"), resources, List.of(), NOW));
        assertThat(consents.find(alice.id(), Cast.APP).orElseThrow().resources())
                .containsExactly("urn:a", "urn:b", "urn:c");
    }

    @Test
    void adds_to_the_details_already_approved_and_keeps_the_newest() {
        for (int i = 0; i < 25; i++) consents.grant(detailed("payment", "a" + i));
        consents.grant(detailed("payment", "a7"));
        var kept = consents.find(alice.id(), Cast.APP).orElseThrow().details();
        assertThat(kept).hasSize(20)
                .containsAll(Cast.details("payment", "a7"))
                .containsAll(Cast.details("payment", "a24"))
                .doesNotContainAnyElementsOf(Cast.details("payment", "a4"))
                .endsWith(Cast.details("payment", "a7").getFirst());
        assertThat(consents.of(alice.id())).extracting(Consent::details).containsExactly(kept);
    }

    private Consent detailed(String type, String action) {
        return new Consent(alice.id(), Cast.APP, new Scopes("openid"), List.of(), Cast.details(type, action), NOW);
    }

    @Test
    void tells_each_detail_that_clients_hold_once() {
        var given = Cast.signIn(stores, NOW.plusSeconds(900));
        for (var action : List.of("read", "write", "write"))
            stores.authorizations().add(Cast.authorization(given.session(), Cast.details("payment", action)));
        var held = stores.authorizations().held(given.user().id(), NOW).getFirst();
        assertThat(held.details()).containsExactlyInAnyOrder(Cast.details("payment", "read").getFirst(),
                Cast.details("payment", "write").getFirst());
    }

    @Test
    void loses_no_scope_of_many_concurrent_approvals() throws InterruptedException {
        var number = new AtomicInteger();
        Race.of(() -> {
            consents.grant(consent("scope" + number.incrementAndGet()));
            return true;
        });
        assertThat(consents.find(alice.id(), Cast.APP).orElseThrow().scopes().values()).hasSize(Race.RUNNERS);
    }

    @Test
    void withdraws_once() {
        consents.grant(consent());
        assertThat(consents.withdraw(alice.id(), Cast.APP, NOW)).isEqualTo(new Withdrawal(true, 0));
        assertThat(consents.withdraw(alice.id(), Cast.APP, NOW)).isEqualTo(new Withdrawal(false, 0));
        assertThat(consents.find(alice.id(), Cast.APP)).isEmpty();
    }

    @Test
    void lists_those_of_a_person() {
        var other = new Consent(alice.id(), new ClientId("other"), new Scopes("email"), NOW.plusSeconds(1));
        consents.grant(consent("openid"));
        consents.grant(other);
        assertThat(consents.of(alice.id())).containsExactlyInAnyOrder(consent("openid"), other);
        assertThat(consents.of(Cast.alice().id())).isEmpty();
    }

    @Test
    void withdraws_everything_that_was_given_to_one_client_by_one_person() {
        var given = Cast.signIn(stores, NOW.plusSeconds(900));
        var again = Cast.authorization(given.session(), "openid");
        stores.authorizations().add(again);
        var pending = Cast.code(Cast.authorization(given.session(), "openid"));
        stores.codes().add(pending);
        var others = Cast.signIn(stores, NOW.plusSeconds(900)).authorization();
        assertThat(consents.withdraw(given.user().id(), new ClientId("other"), NOW).anything()).isFalse();
        assertThat(consents.withdraw(given.user().id(), Cast.APP, NOW)).isEqualTo(new Withdrawal(false, 2));
        for (var id : List.of(given.authorization().id(), again.id()))
            assertThat(stores.authorizations().find(id).orElseThrow().revoked()).isTrue();
        assertThat(stores.authorizations().held(given.user().id(), NOW)).isEmpty();
        assertThat(stores.codes().redeem(pending.key(), null)).isInstanceOf(Redemption.Replayed.class);
        assertThat(stores.authorizations().find(pending.authorization().id())).isEmpty();
        assertThat(stores.authorizations().find(others.id()).orElseThrow().revoked()).isFalse();
    }

    @Test
    void leaves_nothing_standing_of_codes_that_are_redeemed_meanwhile() throws InterruptedException {
        var given = Cast.signIn(stores, NOW.plusSeconds(900));
        var codes = new ConcurrentLinkedQueue<AuthorizationCode>();
        for (int i = 0; i < Race.RUNNERS; i++) {
            var code = Cast.code(Cast.authorization(given.session(), "openid"));
            stores.codes().add(code);
            codes.add(code);
        }
        var all = List.copyOf(codes);
        var turn = new AtomicInteger();
        Race.of(() -> turn.getAndIncrement() == Race.RUNNERS / 2
                ? consents.withdraw(given.user().id(), Cast.APP, NOW)
                : stores.codes().redeem(codes.remove().key(), NOW.plusSeconds(900)));
        for (var code : all)
            assertThat(stores.authorizations().find(code.authorization().id()).filter(found -> !found.revoked()))
                    .isEmpty();
    }

    @Test
    void tells_what_clients_hold() {
        var given = Cast.signIn(stores, NOW.plusSeconds(900));
        stores.authorizations().add(Cast.authorization(given.session(), "email"));
        stores.authorizations().rotate(given.authorization().id(), 0, NOW.plusSeconds(60), NOW.plusSeconds(960));
        var access = new Access(
                Cast.APP, new Scopes("openid", "offline_access", "email"),
                Cast.details("payment", "read"), NOW, NOW.plusSeconds(60), true);
        assertThat(held(given, NOW.plusSeconds(61))).isEqualTo(access);
        assertThat(held(given, NOW.plusSeconds(961)).lasting()).isFalse();
        assertThat(stores.authorizations().held(given.user().id(), NOW.plus(Duration.ofDays(61)))).isEmpty();
    }

    private Access held(Cast.SignedIn given, Instant at) {
        var held = stores.authorizations().held(given.user().id(), at);
        assertThat(held).hasSize(1);
        var one = held.getFirst();
        // In whatever order the database has them.
        return one.scopes().within(new Scopes("openid", "offline_access", "email")) && one.scopes().values().size() == 3
                ? new Access(one.client(), new Scopes("openid", "offline_access", "email"), one.details(),
                        one.since(), one.lastUsedAt(), one.lasting())
                : one;
    }
}
