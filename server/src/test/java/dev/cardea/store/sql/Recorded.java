package dev.cardea.store.sql;

import dev.cardea.audit.AuditStore.Entry;
import dev.cardea.audit.AuditStore.Filter;
import dev.cardea.authorize.PushedRequestStore.PushedRequest;
import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.consent.Consent;
import dev.cardea.factor.DeviceStore;
import dev.cardea.factor.EmailCodeStore;
import dev.cardea.factor.Factor;
import dev.cardea.jose.SigningKeyStore.StoredKey;
import dev.cardea.link.Effect;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Purpose;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.Group;
import dev.cardea.organization.Organization;
import dev.cardea.organization.Role;
import dev.cardea.outbox.OutboxStore.Lane;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.refusal.RefusalStore;
import dev.cardea.store.Cast;
import dev.cardea.store.StoreException;
import dev.cardea.store.Stores;
import dev.cardea.user.AttemptStore.Attempts;
import dev.cardea.user.User;
import dev.cardea.user.UserDirectory;
import dev.cardea.user.UserStore.Declaration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static dev.cardea.store.Cast.NOW;

/// Runs everything on one connection and remembers which statements each operation made.
public final class Recorded implements Database {
    private final Connection connection;
    private final Map<String, String> operations = new LinkedHashMap<>();
    private String operation = "";

    public Recorded(Connection connection) {
        this.connection = connection;
    }

    /// By statement, the operation that made it first.
    public Map<String, String> operations() {
        return operations;
    }

    @Override
    public <T extends @Nullable Object> T read(String name, Work<T> work) {
        operation = name;
        try {
            return work.on(Statements.of(recording()));
        } catch (SQLException e) {
            throw new StoreException(name, e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(String name, Work<T> work) {
        return read(name, work);
    }

    @Override
    public <T extends @Nullable Object> T transaction(String name, Work<T> work) {
        return read(name, work);
    }

    private Connection recording() {
        return (Connection) Proxy.newProxyInstance(
                Recorded.class.getClassLoader(), new Class<?>[]{Connection.class }, (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement"))
                        operations.putIfAbsent((String) arguments[0], operation);
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("close", e);
        }
    }

    /// Calls every method of every store, and each so that it does all it can.
    public static void exercise(Stores stores) {
        var client = new StoredClient(new ClientId("app"), true, "{}", null, NOW);
        stores.clients().add(client, Set.of("https://app.example"));
        stores.clients().put(client, Set.of("https://app.example"));
        stores.clients().allowsOrigin("https://app.example");
        stores.clients().find(client.id());
        stores.clients().declared();
        stores.clients().page("", 10);
        stores.clients().remove(client.id());
        people(stores);
        tokens(stores);
        stores.organizations().put(new Organization("acme", "Acme", List.of(), null), true);
        stores.organizations().find("acme");
        stores.organizations().declared();
        stores.organizations().page("a", 10);
        stores.organizations().rolePage("a", 10);
        stores.organizations().remove("acme");
        stores.organizations().putRole(new Role("editor", Set.of()), true);
        stores.organizations().findRole("editor");
        stores.organizations().authorizations(Set.of("editor", "author"));
        stores.organizations().declaredRoles();
        stores.organizations().removeRole("editor");
        groups(stores);
        stores.keys().add(new StoredKey("kid", "ES256", 1, new byte[1], NOW, NOW, null));
        stores.keys().all();
        stores.keys().retire("kid", NOW);
        stores.keys().remove("kid");
        outbox(stores);
        stores.audit().append(new Entry(NOW, "SignedIn", null, null, "{}", "", ""));
        stores.audit().latest(10);
        stores.audit().oldest(new Filter(NOW, null, null, new UserId("alice"), null), null, 10);
        var refusal = new RefusalStore.Entry(Cast.unique("request"), NOW, "app", "{}");
        stores.refusals().add(List.of(refusal), NOW);
        stores.refusals().find(refusal.id());
        stores.refusals().latest(null, 10);
        stores.refusals().latest("app", 10);
        stores.oneTime().consume("assertion", Cast.secret(), NOW);
        stores.encryptionKeys().add(new StoredKey("kid", "EC", 1, new byte[1], NOW, NOW, null));
        stores.encryptionKeys().all();
        stores.encryptionKeys().remove("kid");
        var pushed = new PushedRequest(Cast.secret(), Cast.APP, "a=b", NOW);
        stores.pushedRequests().add(pushed, NOW);
        stores.pushedRequests().find(pushed.id());
        stores.pushedRequests().claim(pushed.id(), Cast.secret());
        stores.pushedRequests().consume(pushed.id(), Cast.secret());
        stores.ping();
    }

    private static void groups(Stores stores) {
        var alice = Cast.alice();
        stores.users().put(alice);
        var group = new Group(Cast.unique("g"), null, Cast.unique("n"), Set.of("editor"), NOW);
        stores.groups().create(group);
        stores.groups().find(group.id());
        stores.groups().page(null, "", 10);
        stores.groups().page("acme", "", 10);
        stores.groups().join(group.id(), alice.id(), NOW);
        stores.groups().members(group.id(), "", 10);
        stores.groups().names(alice.id());
        stores.groups().isCarried("editor");
        stores.groups().replace(group, group);
        stores.groups().leave(group.id(), alice.id(), NOW);
        stores.groups().remove(group.id(), NOW);
    }

    private static void outbox(Stores stores) {
        var message = Cast.message(Cast.unique("client"));
        stores.outbox().add(message);
        stores.outbox().lanes(NOW);
        var claims = stores.outbox().claim(new Lane(message.kind(), message.recipient()), NOW, NOW, 1);
        stores.outbox().settle(claims.getFirst(), State.acknowledged, null, 200, null, Duration.ofMillis(1));
        stores.outbox().ledger(message.kind(), null, null, 1);
    }

    private static void people(Stores stores) {
        var alice = Cast.alice();
        stores.users().put(alice);
        stores.users().put(Cast.named(alice, "other@acme.example", null));
        stores.users().create(Cast.alice(), "hash");
        stores.users().setStatus(alice.id(), Set.of(User.Status.active), User.Status.locked);
        stores.users().setStatus(alice.id(), Set.of(User.Status.values()), User.Status.active);
        stores.users().find(alice.id());
        stores.users().findByIdentifier("other@acme.example");
        stores.users().replacePassword(alice.id(), null, "hash");
        factors(stores, alice);
        stores.users().declare(new Declaration(alice.id(), "hash"));
        stores.users().declaration(alice.id());
        stores.users().declared();
        stores.attempts().replace("alice", Attempts.NONE, new Attempts(1, NOW), NOW);
        stores.attempts().replace("alice", new Attempts(1, NOW), new Attempts(2, NOW), NOW);
        stores.attempts().find("alice");
        stores.attempts().clear("alice");
        stores.consents().grant(new Consent(alice.id(), Cast.APP, new Scopes("a"), NOW));
        stores.consents().grant(new Consent(alice.id(), Cast.APP, new Scopes("b"), NOW));
        stores.consents().of(alice.id());
        var waiting = Cast.code(Cast.authorization(Cast.session(alice), "openid"));
        stores.codes().add(waiting);
        stores.consents().withdraw(alice.id(), Cast.APP, waiting.expiresAt().minusSeconds(1));
        stores.authorizations().held(alice.id(), NOW);
        var another = Cast.code(Cast.authorization(Cast.session(alice), "openid"));
        stores.codes().add(another);
        stores.authorizations().revokeAll(alice.id(), another.expiresAt().minusSeconds(1));
        var session = Cast.session(alice);
        var secret = Cast.secret();
        stores.sessions().start(session, secret);
        stores.sessions().find(session.id());
        stores.sessions().renew(session.id(), secret, Cast.secret(), NOW, List.of("pwd"), "x");
        stores.sessions().touch(session.id(), NOW.plusSeconds(60));
        stores.sessions().join(session.id(), Cast.APP);
        stores.sessions().of(alice.id());
        stores.sessions().end(session.id(), List.of(Cast.APP), List.of(Cast.message(Cast.APP.value())));
        stores.sessions().forget(session.id());
        enrolment(stores, alice.id());
        directory(stores);
        stores.profiles().change(alice.id(), NOW, Map.of(), NOW);
        stores.profiles().erase(alice.id(), List.of(Cast.message("mail")));
        stores.users().remove(alice.id());
    }

    private static void directory(Stores stores) {
        var directory = stores.directory();
        var user = Cast.named(Cast.alice(), Cast.unique("d") + "@acme.example", null);
        stores.users().create(user, "hash");
        directory.replace(user, Cast.named(user, Cast.unique("e") + "@acme.example", null));
        directory.page(UserDirectory.Filter.NONE, "", 10);
        directory.page(new UserDirectory.Filter("a", "acme", User.Status.active, "editor"), "a", 10);
        directory.page(new UserDirectory.Filter(null, null, null, "editor"), "a", 10);
        directory.page(new UserDirectory.Filter(null, "acme", null, null), "a", 10);
        directory.page(new UserDirectory.Filter(null, null, User.Status.locked, null), "a", 10);
    }

    private static void enrolment(Stores stores, UserId alice) {
        var links = stores.links();
        var address = Cast.unique("a") + "@acme.example";
        stores.addresses().claim(alice, address, NOW);
        stores.addresses().of(alice);
        stores.terms().accept(alice, "1", NOW);
        stores.terms().hasAccepted(alice, "1");
        redeem(links, Purpose.verify, new Effect.Verified(alice, address, NOW));
        redeem(links, Purpose.primary, new Effect.NewPrimary(alice, address, NOW));
        redeem(links, Purpose.reset, new Effect.NewPassword(alice, "hash", "other"));
        stores.credentials()
                .replace(alice, "other", "third", Cast.session(Cast.alice()).id(),
                        List.of(Cast.message("mail")));
        stores.addresses().remove(alice, "other@acme.example", List.of(Cast.message("mail")));
        redeem(links, Purpose.register, new Effect.NewAccount(Cast.alice(), "hash", "1"));
        var invited = Cast.invited();
        links.invite(invited, Cast.link(Purpose.invite), List.of());
        redeem(links, Purpose.invite, new Effect.Activation(invited.id(), "hash", NOW, "1"));
        var link = Cast.link(Purpose.register);
        links.add(link, List.of(Cast.message("mail")));
        links.find(link.hash());
        links.waiting(link.address(), Purpose.register, NOW);
        links.toRemind(NOW, 10);
        links.remind(link, Cast.link(Purpose.register), List.of());
        links.discard(link.hash());
        links.discard(alice, Purpose.invite);
    }

    private static void redeem(LinkStore links, Purpose purpose, Effect effect) {
        var link = Cast.link(purpose);
        links.add(link, List.of());
        links.redeem(link.hash(), purpose, NOW, effect, List.of(Cast.message("mail")));
    }

    private static void factors(Stores stores, User alice) {
        var id = alice.id();
        var passkey = new Factor(Cast.unique("factor"), id, Factor.Kind.passkey, "mine", new byte[1], Cast.secret(), 0,
                NOW, null);
        stores.factors().add(passkey, List.of());
        stores.factors().of(id);
        stores.factors().byCredential(Cast.secret());
        stores.factors().use(passkey.id(), 0, NOW);
        stores.factors().use(passkey.id(), 1, NOW);
        stores.factors().rename(id, passkey.id(), "yours");
        stores.recoveryCodes().replace(id, List.of(new byte[1]), List.of());
        stores.recoveryCodes().left(id);
        stores.recoveryCodes().use(id, new byte[1], List.of());
        stores.emailCodes().put(id, new EmailCodeStore.Sent(new byte[1], 5, NOW, NOW), NOW, List.of());
        stores.emailCodes().find(id);
        stores.emailCodes().charge(id, NOW);
        stores.emailCodes().use(id, new byte[1]);
        var device = new DeviceStore.Device(Cast.secret(), id, "", "", NOW, NOW);
        stores.devices().remember(device);
        stores.devices().find(device.secret());
        stores.devices().of(id);
        stores.devices().forget(id, device.secret());
        stores.devices().forgetAll(id);
        stores.factors().remove(id, passkey.id(), List.of());
        stores.factors().removeAll(id, List.of());
    }

    private static void tokens(Stores stores) {
        var authorization = Cast.signIn(stores, NOW.plusSeconds(900)).authorization();
        var id = authorization.id();
        stores.codes().addFirst(Cast.code(authorization));
        stores.codes().redeem(Cast.code(authorization).key(), null);
        stores.authorizations()
                .add(Cast.authorization(Cast.session(Cast.alice()), NOW.plusSeconds(900), "openid"));
        stores.authorizations().find(id);
        stores.authorizations().find(id, Cast.secret());
        stores.authorizations().rotate(id, 0, NOW, NOW.plusSeconds(900));
        stores.authorizations().rotate(id, 0, NOW, NOW.plusSeconds(900));
        stores.authorizations().isLive(id, 1, NOW);
        stores.authorizations().revoke(id);
        stores.authorizations().revokeToken(Cast.secret(), NOW);
        stores.authorizations().isTokenRevoked(Cast.secret());
        stores.deleteExpired(NOW);
    }
}
