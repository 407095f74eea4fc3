package dev.cardea.store;

import dev.cardea.consent.Consent;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import dev.cardea.user.UserStore.Credentials;
import dev.cardea.user.UserStore.Declaration;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("UserStore")
class UserStoreTest extends StoreContract {
    private final UserStore users = stores.users();
    private final User alice = Cast.alice();

    UserStoreTest(Backend backend) {
        super(backend);
    }

    private static String normalized(String identifier) {
        return Identifiers.normalize(identifier);
    }

    @Test
    void finds_an_account_as_it_was_put() {
        assertThat(users.find(alice.id())).isEmpty();
        users.put(alice);
        assertThat(users.find(alice.id())).hasValue(alice);
        var bare = new User(
                Cast.alice().id(), null, User.Status.disabled, null, false, null, Map.of(), Set.of(), Cast.NOW);
        users.put(bare);
        assertThat(users.find(bare.id())).hasValue(bare);
    }

    @Test
    void finds_an_account_by_normalized_email_address_and_username() {
        users.put(alice);
        var expected = new Credentials(alice, null);
        assertThat(users.findByIdentifier(normalized("ALICE-" + alice.id() + "@acme.EXAMPLE"))).hasValue(expected);
        assertThat(users.findByIdentifier(normalized("alice-" + alice.id()))).hasValue(expected);
        assertThat(users.findByIdentifier(Cast.unique("nobody"))).isEmpty();
    }

    @Test
    void creates_an_account_once_and_changes_none() {
        users.create(alice, "hash");
        assertThat(users.findByIdentifier(normalized("alice-" + alice.id())))
                .hasValue(new Credentials(alice, "hash"));
        assertThatThrownBy(() -> users.create(alice, "other")).isInstanceOf(RuntimeException.class);
        var bob = Cast.alice();
        assertThatThrownBy(() -> users.create(Cast.named(bob, alice.email(), null), null))
                .isInstanceOf(IdentifierTaken.class);
        assertThat(users.find(bob.id())).isEmpty();
        assertThat(users.findByIdentifier(normalized("alice-" + alice.id())))
                .hasValue(new Credentials(alice, "hash"));
    }

    @Test
    void creates_one_account_for_many_who_want_the_same_address() throws InterruptedException {
        var address = Cast.unique("wanted") + "@acme.example";
        var created = Race.of(() -> {
            try {
                users.create(Cast.named(Cast.alice(), address, null), null);
                return true;
            } catch (IdentifierTaken _) {
                return false;
            }
        });
        assertThat(created).filteredOn(won -> won).hasSize(1);
    }

    @Test
    void changes_the_status_only_from_one_that_was_expected() throws InterruptedException {
        users.put(alice);
        var both = Set.of(User.Status.locked, User.Status.invited);
        assertThat(users.setStatus(alice.id(), both, User.Status.disabled)).isFalse();
        assertThat(users.setStatus(alice.id(), Set.of(), User.Status.disabled)).isFalse();
        assertThat(users.setStatus(new UserId("nobody"), both, User.Status.disabled)).isFalse();
        assertThat(users.find(alice.id())).hasValue(alice);
        var locked = Race.of(() -> users.setStatus(alice.id(), Set.of(User.Status.active), User.Status.locked));
        assertThat(locked).filteredOn(won -> won).hasSize(1);
        assertThat(users.setStatus(alice.id(), both, User.Status.invited)).isTrue();
        assertThat(users.find(alice.id())).hasValue(alice.withStatus(User.Status.invited));
    }

    @Test
    void replaces_the_fields_and_the_identifiers_but_not_the_password() {
        users.put(alice);
        users.replacePassword(alice.id(), null, "hash");
        var renamed = Cast.named(alice, "new-" + alice.id() + "@acme.example", null);
        users.put(renamed);
        assertThat(users.findByIdentifier("new-" + alice.id() + "@acme.example"))
                .hasValue(new Credentials(renamed, "hash"));
        assertThat(users.findByIdentifier("alice-" + alice.id())).isEmpty();
        var bob = Cast.named(Cast.alice(), alice.email(), alice.username());
        users.put(bob);
        assertThat(users.find(bob.id())).hasValue(bob);
    }

    @Test
    void lets_one_account_have_the_same_email_address_and_username() {
        var address = Cast.unique("same") + "@acme.example";
        users.put(Cast.named(alice, address, address.toUpperCase(java.util.Locale.ROOT)));
        assertThat(users.findByIdentifier(address)).isPresent();
    }

    @Test
    void changes_nothing_where_another_account_has_the_identifier() {
        users.put(alice);
        var bob = Cast.alice();
        // Another's e-mail address as a username is the trick that one name space prevents.
        assertThatThrownBy(() -> users.put(Cast.named(bob, bob.email(), "ALICE-" + alice.id() + "@acme.example")))
                .isInstanceOf(IdentifierTaken.class);
        assertThat(users.find(bob.id())).isEmpty();
        assertThat(users.findByIdentifier(normalized("alice-" + bob.id() + "@acme.example"))).isEmpty();

        users.put(bob);
        var greedy = Cast.named(bob, "fresh-" + bob.id() + "@acme.example", alice.username());
        assertThatThrownBy(() -> users.put(greedy)).isInstanceOf(IdentifierTaken.class);
        assertThat(users.find(bob.id())).hasValue(bob);
        assertThat(users.findByIdentifier(normalized("alice-" + bob.id()))).isPresent();
        assertThat(users.findByIdentifier("fresh-" + bob.id() + "@acme.example")).isEmpty();
    }

    @Test
    void gives_an_identifier_to_exactly_one_of_many_concurrent_accounts() throws InterruptedException {
        var address = Cast.unique("wanted") + "@acme.example";
        var username = Cast.unique("wanted");
        var created = Race.of(() -> {
            try {
                users.put(Cast.named(Cast.alice(), address, username));
                return true;
            } catch (IdentifierTaken _) {
                return false;
            }
        });
        assertThat(created).filteredOn(won -> won).hasSize(1);
    }

    @Test
    void replaces_the_password_only_where_it_is_the_expected_one() {
        users.put(alice);
        assertThat(users.replacePassword(alice.id(), "wrong", "first")).isFalse();
        assertThat(users.replacePassword(alice.id(), null, "first")).isTrue();
        assertThat(users.replacePassword(alice.id(), null, "second")).isFalse();
        assertThat(users.replacePassword(alice.id(), "first", "second")).isTrue();
        assertThat(users.findByIdentifier("alice-" + alice.id())).hasValue(new Credentials(alice, "second"));
        assertThat(users.replacePassword(new UserId("nobody"), null, "first")).isFalse();
    }

    @Test
    void replaces_the_password_for_exactly_one_of_many_concurrent_callers() throws InterruptedException {
        users.put(alice);
        var number = new AtomicInteger();
        var results = Race.of(() -> users.replacePassword(alice.id(), null, "hash" + number.incrementAndGet()));
        assertThat(results).filteredOn(replaced -> replaced).hasSize(1);
    }

    @Test
    void removes_an_account_with_all_that_is_its_own() {
        users.put(alice);
        users.declare(new Declaration(alice.id(), null));
        stores.consents().grant(new Consent(alice.id(), Cast.APP, new Scopes("openid"), Cast.NOW));
        var session = Cast.session(alice);
        stores.sessions().start(session, Cast.secret());
        users.remove(alice.id());
        assertThat(users.find(alice.id())).isEmpty();
        assertThat(users.findByIdentifier("alice-" + alice.id())).isEmpty();
        assertThat(users.declaration(alice.id())).isEmpty();
        users.put(alice);
        assertThat(stores.consents().find(alice.id(), Cast.APP)).isEmpty();
        assertThat(stores.sessions().find(session.id())).isEmpty();
    }

    @Test
    void remembers_what_was_declared() {
        users.put(alice);
        assertThat(users.declaration(alice.id())).isEmpty();
        users.declare(new Declaration(alice.id(), null));
        assertThat(users.declaration(alice.id())).hasValue(new Declaration(alice.id(), null));
        users.declare(new Declaration(alice.id(), "hash"));
        assertThat(users.declaration(alice.id())).hasValue(new Declaration(alice.id(), "hash"));
        var other = Cast.alice();
        users.put(other);
        assertThat(users.declared()).containsAll(List.of(alice.id())).doesNotContain(other.id());
    }
}
