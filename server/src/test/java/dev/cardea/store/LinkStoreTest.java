package dev.cardea.store;

import dev.cardea.link.Effect;
import dev.cardea.link.Link;
import dev.cardea.link.LinkStore;
import dev.cardea.link.LinkStore.Redemption;
import dev.cardea.link.Purpose;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("LinkStore, AddressStore, CredentialStore and TermsStore")
class LinkStoreTest extends StoreContract {
    private final LinkStore links = stores.links();
    private final User alice = Cast.alice();

    LinkStoreTest(Backend backend) {
        super(backend);
        stores.users().put(alice);
        stores.users().replacePassword(alice.id(), null, "first");
    }

    private Link added(Purpose purpose) {
        var link = Cast.link(purpose, alice.id(), Cast.unique("a") + "@acme.example");
        links.add(link, List.of());
        return link;
    }

    private Redemption redeem(Link link, Effect effect) {
        return links.redeem(link.hash(), link.purpose(), NOW, effect, List.of());
    }

    private String password() {
        return Objects.requireNonNull(found(Objects.requireNonNull(alice.email())).passwordHash());
    }

    private dev.cardea.user.UserStore.Credentials found(String identifier) {
        return stores.users().findByIdentifier(Identifiers.normalize(identifier)).orElseThrow();
    }

    private boolean isKnown(String identifier) {
        return stores.users().findByIdentifier(Identifiers.normalize(identifier)).isPresent();
    }

    private Effect newPassword() {
        return new Effect.NewPassword(alice.id(), "first", "second");
    }

    @Test
    void finds_a_link_as_it_was_added() {
        var link = added(Purpose.reset);
        assertThat(links.find(link.hash())).hasValue(link);
        var unowned = Cast.link(Purpose.register);
        links.add(unowned, List.of());
        assertThat(links.find(unowned.hash())).hasValue(unowned);
        assertThat(links.find(Cast.secret())).isEmpty();
    }

    @Test
    void writes_the_mail_with_the_link_and_with_what_came_of_it() {
        var to = Cast.unique("mailbox");
        var link = Cast.link(Purpose.reset, alice.id(), "a@acme.example");
        links.add(link, List.of(Cast.message(to)));
        links.redeem(link.hash(), Purpose.reset, NOW, newPassword(), List.of(Cast.message(to)));
        links.redeem(link.hash(), Purpose.reset, NOW, newPassword(), List.of(Cast.message(to)));
        assertThat(stores.outbox().ledger("test", to, null, 10)).extracting(OutboxStore.Entry::state)
                .containsExactly(OutboxStore.State.waiting, OutboxStore.State.waiting);
    }

    @Test
    void gives_what_a_link_is_for_to_exactly_one_of_many() throws InterruptedException {
        var link = added(Purpose.reset);
        assertThat(Race.of(() -> redeem(link, newPassword()))).filteredOn(Redemption.done::equals).hasSize(1);
        assertThat(password()).isEqualTo("second");
        assertThat(links.find(link.hash())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Purpose.class, names = "reset", mode = EnumSource.Mode.EXCLUDE)
    void takes_a_link_for_nothing_else(Purpose other) {
        var link = added(Purpose.reset);
        assertThat(links.redeem(link.hash(), other, NOW, newPassword(), List.of())).isEqualTo(Redemption.gone);
        assertThat(password()).isEqualTo("first");
        assertThat(redeem(link, newPassword())).isEqualTo(Redemption.done);
    }

    @Test
    void takes_no_link_that_has_expired_or_never_was() {
        var link = added(Purpose.reset);
        assertThat(links.redeem(link.hash(), Purpose.reset, link.expiresAt(), newPassword(), List.of()))
                .isEqualTo(Redemption.gone);
        assertThat(links.redeem(Cast.secret(), Purpose.reset, NOW, newPassword(), List.of()))
                .isEqualTo(Redemption.gone);
        assertThat(password()).isEqualTo("first");
    }

    @Test
    void replaces_no_password_but_the_expected_one_and_only_of_an_active_account() {
        stores.users().replacePassword(alice.id(), "first", "other");
        assertThat(redeem(added(Purpose.reset), newPassword())).isEqualTo(Redemption.gone);
        stores.users().replacePassword(alice.id(), "other", "first");
        stores.users().put(Cast.disabled(alice));
        assertThat(redeem(added(Purpose.reset), newPassword())).isEqualTo(Redemption.gone);
        assertThat(password()).isEqualTo("first");
    }

    @Test
    void revokes_what_applications_hold_with_the_password_but_for_the_session_it_is_changed_in() {
        var one = Cast.signIn(stores, NOW.plusSeconds(900));
        stores.users().replacePassword(one.user().id(), null, "first");
        assertThat(stores.credentials().replace(one.user().id(), "wrong", "second", one.session().id(), List.of()))
                .isFalse();
        assertThat(stores.credentials().replace(one.user().id(), "first", "second", one.session().id(), List.of()))
                .isTrue();
        assertThat(stores.authorizations().isLive(one.authorization().id(), 0, NOW)).isTrue();
        assertThat(stores.credentials()
                .replace(one.user().id(), "second", "third", Cast.session(alice).id(),
                        List.of()))
                .isTrue();
        assertThat(stores.authorizations().isLive(one.authorization().id(), 0, NOW)).isFalse();
        var two = Cast.signIn(stores, NOW.plusSeconds(900));
        stores.users().replacePassword(two.user().id(), null, "first");
        redeem(added(Purpose.reset), new Effect.NewPassword(two.user().id(), "first", "second"));
        assertThat(stores.authorizations().isLive(two.authorization().id(), 0, NOW)).isFalse();
    }

    @Test
    void creates_an_account_once_for_many_who_registered_with_one_address() throws InterruptedException {
        var address = Cast.unique("new") + "@acme.example";
        var made = ConcurrentHashMap.<Redemption>newKeySet();
        var done = Race.of(() -> {
            var link = Cast.link(Purpose.register, null, address);
            links.add(link, List.of());
            var redemption = redeem(link, new Effect.NewAccount(Cast.named(Cast.alice(), address, null), "h", "1"));
            made.add(redemption);
            return redemption;
        });
        assertThat(done).filteredOn(Redemption.done::equals).hasSize(1);
        assertThat(made).contains(Redemption.done);
        assertThat(stores.terms().hasAccepted(found(address).user().id(), "1")).isTrue();
    }

    @Test
    void says_that_an_address_is_taken_and_spends_nothing_then() {
        var link = Cast.link(Purpose.register, null, Objects.requireNonNull(alice.email()));
        links.add(link, List.of());
        assertThat(redeem(link, new Effect.NewAccount(Cast.named(Cast.alice(), alice.email(), null), "h", null)))
                .isEqualTo(Redemption.taken);
        assertThat(links.find(link.hash())).isPresent();
        assertThat(found(alice.email()).user().id()).isEqualTo(alice.id());
    }

    @Test
    void invites_and_activates_once() throws InterruptedException {
        var invited = Cast.invited();
        var link = Cast.link(Purpose.invite, invited.id(), Objects.requireNonNull(invited.email()));
        links.invite(invited, link, List.of());
        assertThat(found(invited.email()).passwordHash()).isNull();
        var activation = new Effect.Activation(invited.id(), "chosen", NOW, "2");
        assertThat(Race.of(() -> redeem(link, activation))).filteredOn(Redemption.done::equals).hasSize(1);
        assertThat(found(invited.email()).user().isActive()).isTrue();
        assertThat(found(invited.email()).user().emailVerified()).isTrue();
        assertThat(stores.terms().hasAccepted(invited.id(), "2")).isTrue();
        assertThat(redeem(added(Purpose.invite), activation)).isEqualTo(Redemption.gone);
        assertThatThrownBy(() -> links.invite(Cast.named(Cast.invited(), alice.email(), null),
                Cast.link(Purpose.invite), List.of())).isInstanceOf(IdentifierTaken.class);
    }

    @Test
    void lets_anybody_claim_an_address_and_one_prove_it() throws InterruptedException {
        var bob = Cast.alice();
        stores.users().put(bob);
        var shared = Cast.unique("shared") + "@acme.example";
        assertThat(stores.addresses().claim(alice.id(), shared, NOW)).isTrue();
        assertThat(stores.addresses().claim(alice.id(), shared.toUpperCase(java.util.Locale.ROOT), NOW)).isFalse();
        assertThat(stores.addresses().claim(bob.id(), shared, NOW)).isTrue();
        assertThat(isKnown(shared)).isFalse();
        var owners = List.of(alice, bob);
        var results = Race.of(() -> {
            var owner = owners.get(Thread.currentThread().hashCode() & 1);
            var link = Cast.link(Purpose.verify, owner.id(), shared);
            links.add(link, List.of());
            return redeem(link, new Effect.Verified(owner.id(), shared, NOW));
        });
        assertThat(results).contains(Redemption.done);
        var owner = found(shared).user().id();
        var other = owner.equals(alice.id()) ? bob.id() : alice.id();
        assertThat(stores.addresses().of(owner)).singleElement().matches(one -> one.verified());
        assertThat(stores.addresses().of(other)).isEmpty();
        // It stays through whatever else is changed of the account.
        stores.users().put(stores.users().find(owner).orElseThrow());
        assertThat(found(shared).user().id()).isEqualTo(owner);
        assertThat(stores.addresses().remove(owner, shared, List.of())).isTrue();
        assertThat(stores.addresses().remove(owner, shared, List.of())).isFalse();
        assertThat(isKnown(shared)).isFalse();
    }

    @Test
    void makes_an_address_the_one_that_the_account_is_known_by() {
        var before = Objects.requireNonNull(alice.email());
        var next = Cast.unique("next") + "@acme.example";
        stores.addresses().claim(alice.id(), next, NOW);
        assertThat(redeem(added(Purpose.primary), new Effect.NewPrimary(alice.id(), next, NOW.plusSeconds(1))))
                .isEqualTo(Redemption.done);
        var user = found(next).user();
        assertThat(user.email()).isEqualTo(next);
        assertThat(user.emailVerified()).isTrue();
        assertThat(user.updatedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(found(before).user().id()).isEqualTo(alice.id());
        assertThat(stores.addresses().of(alice.id())).singleElement()
                .matches(one -> one.address().equals(before) && one.verified());
        var bob = Cast.alice();
        stores.users().put(bob);
        assertThat(redeem(added(Purpose.primary), new Effect.NewPrimary(bob.id(), next, NOW)))
                .isEqualTo(Redemption.taken);
    }

    @Test
    void keeps_the_former_address_from_nobody_where_it_was_never_proven() {
        var claimed = Cast.unique("claimed") + "@acme.example";
        stores.users()
                .put(new User(alice.id(), null, User.Status.active, claimed, false, null, alice.claims(),
                        alice.roles(), NOW));
        var next = Cast.unique("next") + "@acme.example";
        redeem(added(Purpose.primary), new Effect.NewPrimary(alice.id(), next, NOW));
        assertThat(isKnown(claimed)).isFalse();
        assertThat(stores.addresses().of(alice.id())).singleElement().matches(one -> !one.verified());
    }

    @Test
    void reminds_once_however_many_do_so() throws InterruptedException {
        var to = Cast.unique("mailbox");
        var link = Cast.link(Purpose.register);
        links.add(link, List.of());
        assertThat(links.toRemind(NOW.minusMillis(1), 10_000)).doesNotContain(link);
        assertThat(links.toRemind(NOW, 10_000)).contains(link);
        assertThat(Race.of(() -> links.remind(link, again(link), List.of(Cast.message(to)))))
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);
        assertThat(links.toRemind(NOW, 10_000)).extracting(Link::address).doesNotContain(link.address());
        assertThat(stores.outbox().ledger("test", to, null, 100)).hasSize(1);
    }

    private static Link again(Link link) {
        return new Link(Cast.secret(), link.purpose(), null, link.address(), "payload", NOW.plusSeconds(5),
                link.expiresAt(), null);
    }

    @Test
    void finds_the_newest_that_is_good() {
        var link = Cast.link(Purpose.register);
        links.add(link, List.of());
        var again = again(link);
        links.add(again, List.of());
        var identifier = Identifiers.normalize(link.address());
        assertThat(links.waiting(identifier, Purpose.register, NOW)).hasValue(again);
        assertThat(links.waiting(identifier, Purpose.reset, NOW)).isEmpty();
        assertThat(links.waiting(identifier, Purpose.register, link.expiresAt())).isEmpty();
        links.discard(again.hash());
        assertThat(links.waiting(identifier, Purpose.register, NOW)).hasValue(link);
    }

    @Test
    void forgets_links_of_who_is_removed_and_what_expired() {
        var link = added(Purpose.reset);
        var expired = Cast.link(Purpose.register);
        links.add(expired, List.of());
        stores.users().remove(alice.id());
        assertThat(links.find(link.hash())).isEmpty();
        stores.deleteExpired(expired.expiresAt());
        assertThat(links.find(expired.hash())).isPresent();
        stores.deleteExpired(expired.expiresAt().plus(Duration.ofHours(1)));
        assertThat(links.find(expired.hash())).isEmpty();
    }
}
