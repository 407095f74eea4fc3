package dev.cardea.store;

import dev.cardea.details.Detail;
import dev.cardea.link.Link;
import dev.cardea.link.Purpose;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.session.Session;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.Reach;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who appears in the tests of the stores: Alice, her session and what she lets the client `app` do. Everything has a
/// new identifier each time.
public final class Cast {
    public static final Instant NOW = Instant.parse("2026-03-01T10:20:30.456Z");
    public static final ClientId APP = new ClientId("app");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Cast() {}

    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    public static TokenHash secret() {
        return TokenHash.of(unique("secret"));
    }

    public static User alice() {
        var id = UUID.randomUUID().toString();
        return new User(
                new UserId(id),
                "acme",
                User.Status.active,
                "Alice-" + id + "@Acme.example",
                true,
                "alice-" + id,
                Map.of("name", "Alice", "address", Map.of("locality", "Köln"), "n", 3, "groups", List.of("a", "b")),
                Set.of("editor", "administrator"),
                NOW);
    }

    public static User invited() {
        var user = alice();
        return new User(user.id(), user.organization(), User.Status.invited, user.email(), false, user.username(),
                user.claims(), user.roles(), NOW);
    }

    /// To an address of its own, about nobody.
    public static Link link(Purpose purpose) {
        return link(purpose, null, unique("new") + "@acme.example");
    }

    public static Link link(Purpose purpose, @Nullable UserId user, String address) {
        return new Link(secret(), purpose, user, address, "payload", NOW, NOW.plus(purpose.lifetime()), NOW);
    }

    public static User disabled(User user) {
        return new User(
                user.id(),
                user.organization(),
                User.Status.disabled,
                user.email(),
                user.emailVerified(),
                user.username(),
                user.claims(),
                user.roles(),
                user.updatedAt());
    }

    public static User named(User user, @Nullable String email, @Nullable String username) {
        return new User(
                user.id(),
                user.organization(),
                user.status(),
                email,
                user.emailVerified(),
                username,
                user.claims(),
                user.roles(),
                user.updatedAt());
    }

    public static Session session(User user) {
        return session(user, NOW.plus(Duration.ofHours(12)));
    }

    public static Session session(User user, Instant expiresAt) {
        return new Session(
                ExpiringId.random(RANDOM, expiresAt),
                user.id(),
                NOW,
                List.of("pwd", "otp"),
                "urn:cardea:2",
                NOW,
                NOW,
                expiresAt,
                "192.0.2.1",
                "Browser/1.0 (ü)",
                List.of());
    }

    /// About a session of its own.
    public static Message message(String recipient) {
        return Message.of("test", recipient, unique("session"), "{}", RANDOM, NOW);
    }

    public static Authorization authorization(Session session, String... scopes) {
        return authorization(session, session.expiresAt(), scopes);
    }

    public static Authorization authorization(Session session, List<Detail> details) {
        var usual = authorization(session, "openid");
        return new Authorization(usual.id(), usual.client(), usual.user(), usual.session(), usual.scopes(),
                usual.authTime(), usual.acr(), usual.amr(), null, Reach.of(details), NOW, usual.expiresAt());
    }

    public static Authorization authorization(Session session, Instant expiresAt, String... scopes) {
        return new Authorization(
                ExpiringId.random(RANDOM, expiresAt),
                APP,
                session.user(),
                session.id(),
                new Scopes(scopes),
                session.authTime(),
                session.acr(),
                session.amr(),
                "{\"userinfo\":{\"email\":null}}",
                new Reach(List.of("https://orders.example/", "urn:example:b"), details("payment", "read")),
                NOW,
                expiresAt);
    }

    /// One with whatever JSON knows.
    public static List<Detail> details(String type, String... actions) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", type);
        members.put("actions", List.of(actions));
        members.put("amount", Map.of("value", 12.5, "currency", "€\n\""));
        members.put("limits", List.of(1, 4_000_000_000L, true, List.of(), Map.of()));
        return List.of(new Detail(members));
    }

    public static AuthorizationCode code(Authorization authorization) {
        var expiresAt = NOW.plusSeconds(60);
        return new AuthorizationCode(
                new AuthorizationCode.Key((int) (expiresAt.getEpochSecond() / 3600) + 1, secret()),
                authorization,
                "https://app.example/cb?a=%20b",
                true,
                "challenge",
                "S256",
                "nonce",
                "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
                expiresAt);
    }

    /// Alice with a session and an authorization that was just redeemed.
    public record SignedIn(User user, Session session, Authorization authorization) {}

    public static SignedIn signIn(Stores stores, @Nullable Instant refreshExpiresAt) {
        return signIn(stores, refreshExpiresAt, NOW.plus(Duration.ofDays(60)), "openid", "offline_access");
    }

    public static SignedIn signIn(Stores stores, @Nullable Instant refreshExpiresAt, Instant expiresAt,
            String... scopes) {
        var user = alice();
        stores.users().put(user);
        var session = session(user);
        stores.sessions().start(session, secret());
        var authorization = authorization(session, expiresAt, scopes);
        var code = code(authorization);
        stores.codes().add(code);
        stores.codes().redeem(code.key(), refreshExpiresAt);
        return new SignedIn(user, session, authorization);
    }
}
