package dev.cardea.declaration;

import dev.cardea.Config;
import dev.cardea.account.Accounts;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.ClientSecrets;
import dev.cardea.config.InvalidSettings;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import dev.cardea.session.SessionEndings;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import dev.cardea.user.User;
import dev.cardea.user.UserStore.Credentials;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Applying what the configuration declares")
class ReconcilerTest {
    private static final String HASH = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String OTHER_HASH = HASH.replace("AAAA", "BBBB");
    private static final String EVERYTHING = """
            organizations: [{ id: acme, name: Acme GmbH, domains: [acme.example] }]
            roles: [{ id: editor, authorizations: ["article:write"] }]
            users:
              - { email: Alice@acme.example, password: first password, name: Alice, organization: acme, roles: [editor],
                  phone_number_verified: true, address: { country: DE } }
              - { preferred_username: bob, password_hash: "%s" }
            clients:
              - client_id: shop
                client_secret: 0123456789abcdef
                redirect_uris: [https://shop.example/cb]
                default_max_age: 3600
                lifetimes: { access_token: 1h }
            """.formatted(HASH);

    @TempDir
    Path directory;

    private final ClientSecrets secrets = new ClientSecrets(
            new Sealing(new Secrets("x".repeat(32), List.of()), new SecureRandom()));
    private final List<AuditEvent> told = new ArrayList<>();
    private final List<String> hashed = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Stores stores;

    /// Recognizable instead of secure.
    private final Hashing hashing = new Hashing() {
        @Override
        public String hash(String password) {
            hashed.add(password);
            return "hashed " + password;
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash.equals("hashed " + password);
        }
    };

    @BeforeEach
    void open() {
        stores = Databases.open("jdbc:sqlite:" + directory.resolve("cardea.db"), null, null, 1, Instant.EPOCH,
                StoreObserver.NONE);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void creates_everything_and_changes_nothing_the_second_time() {
        assertThat(apply(EVERYTHING)).containsExactly(
                "organization acme created",
                "role editor created",
                "user " + alice().id() + " created",
                "user " + user("bob").user().id() + " created",
                "client shop created");
        assertThat(told).hasSize(5);
        assertThat(alice().email()).isEqualTo("Alice@acme.example");
        assertThat(alice().claims()).containsEntry("name", "Alice").containsEntry("address", Map.of("country", "DE"));
        assertThat(alice().roles()).containsExactly("editor");
        assertThat(alice().id().value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(user("alice@acme.example").passwordHash()).isEqualTo("hashed first password");
        assertThat(user("bob").passwordHash()).isEqualTo(HASH);
        var sealed = stores.clients().find(new ClientId("shop")).orElseThrow().sealedSecret();
        now = now.plusSeconds(60);
        assertThat(apply(EVERYTHING)).isEmpty();
        assertThat(hashed).hasSize(1);
        assertThat(alice().updatedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(stores.clients().find(new ClientId("shop")).orElseThrow().sealedSecret()).isEqualTo(sealed);
    }

    @Test
    void leaves_an_account_locked_that_an_administrator_locked() {
        apply(EVERYTHING);
        var everyone = Set.of(User.Status.active);
        assertThat(stores.users().setStatus(alice().id(), everyone, User.Status.locked)).isTrue();
        assertThat(apply(EVERYTHING)).isEmpty();
        assertThat(apply(EVERYTHING.replace("name: Alice,", "name: Alice, enabled: true,"))).isEmpty();
        assertThat(alice().status()).isEqualTo(User.Status.locked);
        apply(EVERYTHING.replace("name: Alice,", "name: Alice, enabled: false,"));
        assertThat(alice().status()).isEqualTo(User.Status.disabled);
    }

    @Test
    void updates_only_what_differs() {
        apply(EVERYTHING);
        now = now.plusSeconds(60);
        assertThat(apply(EVERYTHING.replace("Acme GmbH", "Acme AG")
                .replace("name: Alice", "name: Alice A.")
                .replace("article:write", "article:read")
                .replace("access_token: 1h", "access_token: 2h")))
                .containsExactly(
                        "organization acme updated",
                        "role editor updated",
                        "user " + alice().id() + " updated",
                        "client shop updated");
        assertThat(alice().updatedAt()).isEqualTo(now);
        assertThat(stores.organizations().find("acme").orElseThrow().name()).isEqualTo("Acme AG");
    }

    @Test
    void leaves_a_password_alone_that_the_person_changed() {
        apply(EVERYTHING);
        stores.users().replacePassword(alice().id(), "hashed first password", "chosen by alice");
        assertThat(apply(EVERYTHING)).isEmpty();
        assertThat(user("alice@acme.example").passwordHash()).isEqualTo("chosen by alice");
    }

    @Test
    void sets_a_password_that_the_operator_changed() {
        apply(EVERYTHING);
        stores.users().replacePassword(alice().id(), "hashed first password", "chosen by alice");
        assertThat(apply(EVERYTHING.replace("first password", "second password").replace(HASH, OTHER_HASH)))
                .hasSize(2);
        assertThat(user("alice@acme.example").passwordHash()).isEqualTo("hashed second password");
        assertThat(user("bob").passwordHash()).isEqualTo(OTHER_HASH);
    }

    @Test
    void keeps_the_password_of_an_entry_that_no_longer_names_one() {
        apply(EVERYTHING);
        assertThat(apply(EVERYTHING.replace("password: first password, ", ""))).isEmpty();
        assertThat(user("alice@acme.example").passwordHash()).isEqualTo("hashed first password");
    }

    @Test
    void keeps_a_verification_and_a_status_that_the_entry_does_not_name() {
        apply(EVERYTHING);
        var alice = alice();
        stores.users()
                .put(new User(
                        alice.id(),
                        alice.organization(),
                        User.Status.disabled,
                        alice.email(),
                        true,
                        alice.username(),
                        alice.claims(),
                        alice.roles(),
                        alice.updatedAt()));
        assertThat(apply(EVERYTHING)).isEmpty();
        assertThat(apply(EVERYTHING.replace("name: Alice", "name: Alice A."))).hasSize(1);
        assertThat(alice().status()).isEqualTo(User.Status.disabled);
        assertThat(alice().emailVerified()).isTrue();
        apply(EVERYTHING.replace("name: Alice", "enabled: true, email_verified: false"));
        assertThat(alice().status()).isEqualTo(User.Status.active);
        assertThat(alice().emailVerified()).isFalse();
    }

    @Test
    void takes_over_an_account_that_exists_already() {
        var id = new UserId("6f3b6a3e-7f0f-4d0e-9f0e-000000000001");
        stores.users()
                .put(new User(
                        id, null, User.Status.active, "alice@ACME.example", true, null, Map.of(), Set.of(), now));
        assertThat(apply(EVERYTHING)).contains("user " + id + " updated");
        assertThat(user("alice@acme.example").user().id()).isEqualTo(id);
        assertThat(stores.users().declared()).contains(id);
        assertThat(apply(EVERYTHING)).isEmpty();
    }

    @Test
    void seals_a_changed_secret_again_and_drops_one_that_is_gone() {
        apply(EVERYTHING);
        assertThat(apply(EVERYTHING.replace("0123456789abcdef", "fedcba9876543210")))
                .containsExactly("client shop updated");
        var id = new ClientId("shop");
        var stored = stores.clients().find(id).orElseThrow();
        assertThat(secrets.open(id, java.util.Objects.requireNonNull(stored.sealedSecret())))
                .hasValue("fedcba9876543210");
        assertThat(stored.document()).doesNotContain("fedcba9876543210");
        apply(EVERYTHING.replace("client_secret: 0123456789abcdef", "token_endpoint_auth_method: none"));
        assertThat(stores.clients().find(id).orElseThrow().sealedSecret()).isNull();
    }

    @Test
    void removes_only_where_it_is_told_to() {
        apply(EVERYTHING);
        var alice = alice().id();
        var bob = user("bob").user().id();
        assertThat(apply("")).isEmpty();
        assertThat(apply("prune: true\n" + EVERYTHING)).isEmpty();
        assertThat(apply("prune: true\n")).containsExactlyInAnyOrder(
                "client shop removed",
                "user " + alice + " removed",
                "user " + bob + " removed",
                "organization acme removed",
                "role editor removed");
        assertThat(stores.clients().find(new ClientId("shop"))).isEmpty();
    }

    @Test
    void never_removes_what_no_file_declared() {
        stores.users()
                .put(new User(
                        new UserId("u"), null, User.Status.active, "eve@x.example", true, null, Map.of(), Set.of(),
                        now));
        apply("prune: true\n" + EVERYTHING);
        assertThat(stores.users().find(new UserId("u"))).isPresent();
    }

    @Test
    void changes_nothing_where_an_entry_joins_two_accounts() {
        apply("users: [{ email: a@x.example }, { preferred_username: b }]\n");
        assertThatThrownBy(
                () -> apply("roles: [{ id: new }]\nusers: [{ email: a@x.example, preferred_username: b }]\n"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("users[0]: email and preferred_username belong to two different accounts");
        assertThat(stores.organizations().findRole("new")).isEmpty();
    }

    private List<String> apply(String yaml) {
        var config = Config.parse("issuer: https://sso.example.com\n" + yaml, directory, Map.of());
        var audit = new AuditLog(stores.audit(), () -> now);
        var reconciler = new Reconciler(
                stores.clients(),
                stores.users(),
                stores.organizations(),
                new Accounts(stores.users(), stores.authorizations(),
                        new SessionEndings(stores.sessions(), (_, _) -> List.of(), () -> {}, audit), audit,
                        () -> now),
                secrets,
                hashing,
                () -> now,
                new SecureRandom(),
                told::add);
        return reconciler.apply(config.declarations())
                .stream()
                .map(change -> change.kind() + " " + change.id() + " " + change.change())
                .toList();
    }

    private User alice() {
        return user("alice@acme.example").user();
    }

    private Credentials user(String identifier) {
        return stores.users().findByIdentifier(identifier).orElseThrow();
    }
}
