package dev.cardea.session;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Cookies;
import dev.cardea.http.Request;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The browser's sign-on session and its cookie. The cookie holds the session's id and a secret; the secret changes
/// with every sign-in, so a cookie planted or copied before is worth nothing after.
public final class Sessions {
    private static final String COOKIE = "cardea_session";
    private static final int SECRET_BYTES = 32;
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    private static final int MAX_USER_AGENT = 200;

    /// The signed-in person of a request.
    public record Current(Session session, User user) {}

    private final SessionStore store;
    private final SessionEndings endings;
    private final Cookies cookies;
    private final BrowserState browserState;
    private final AuditLog audit;
    private final Duration idle;
    private final Duration lifetime;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param idle how long a session lives without being used
    /// @param lifetime how long it lives at most
    public Sessions(
            SessionStore store,
            SessionEndings endings,
            Cookies cookies,
            BrowserState browserState,
            AuditLog audit,
            Duration idle,
            Duration lifetime,
            SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.endings = endings;
        this.cookies = cookies;
        this.browserState = browserState;
        this.audit = audit;
        this.idle = idle;
        this.lifetime = lifetime;
        this.random = random;
        this.clock = clock;
    }

    /// The live session of an enabled account that the request's cookie proves.
    public Optional<Current> current(Request request) {
        var found = find(request);
        if (found.isEmpty() || !found.get().user().isActive()) return Optional.empty();
        var session = found.get().session();
        var now = clock.instant();
        if (!isAlive(session, now)) {
            store.forget(session.id());
            return Optional.empty();
        }
        if (now.isAfter(session.lastSeenAt().plus(TOUCH_EVERY))) store.touch(session.id(), now);
        return Optional.of(new Current(session, found.get().user()));
    }

    private boolean isAlive(Session session, Instant now) {
        return now.isBefore(session.expiresAt()) && now.isBefore(session.lastSeenAt().plus(idle));
    }

    /// Takes the cookies of a session that is no more away from a browser that still sends them.
    public void clearLost(Request request) {
        if (request.cookie(cookies.name(COOKIE)).isPresent() && find(request).isEmpty()) clearCookies(request);
    }

    private void clearCookies(Request request) {
        request.answerWith("Set-Cookie", cookies.clear(COOKIE));
        browserState.show(request, Optional.empty());
    }

    private Optional<SessionStore.Found> find(Request request) {
        var cookie = request.cookie(cookies.name(COOKIE)).orElse("");
        if (cookie.length() <= ExpiringId.TEXT_LENGTH) return Optional.empty();
        var secret = TokenHash.of(cookie.substring(ExpiringId.TEXT_LENGTH));
        return ExpiringId.parse(cookie.substring(0, ExpiringId.TEXT_LENGTH))
                .flatMap(store::find)
                .filter(found -> found.secret().equals(secret));
    }

    /// Signs a person in: a new session, or the present one proven anew where it is the same person's.
    ///
    /// @return the `Set-Cookie` value
    public String signIn(Request request, User user, List<String> amr, String acr) {
        var now = clock.instant();
        var secret = secret();
        var present = find(request);
        if (present.isPresent()) {
            var session = present.get().session();
            var same = session.user().equals(user.id());
            if (same && isAlive(session, now)
                    && store.renew(session.id(), present.get().secret(), TokenHash.of(secret), now, amr, acr)) {
                store.touch(session.id(), now);
                browserState.show(request, Optional.of(session));
                audit.record(new AuditEvent.SignedIn(user.id(), session.id(), amr));
                return cookie(session.id(), secret);
            }
            if (!same) endings.end(session.id(), SessionEndings.Reason.another_person_signed_in);
            else if (!isAlive(session, now)) store.forget(session.id());
        }
        var session = start(request, user, amr, acr, now);
        store.start(session, TokenHash.of(secret));
        browserState.show(request, Optional.of(session));
        audit.record(new AuditEvent.SignedIn(user.id(), session.id(), amr));
        return cookie(session.id(), secret);
    }

    /// Adds to how the person of the present session signed in. When they did so stays: what they proved then is no newer.
    ///
    /// @return the `Set-Cookie` value; empty where the session has ended or changed meanwhile
    public Optional<String> strengthen(Request request, Session session, List<String> amr, String acr) {
        var secret = secret();
        return find(request)
                .filter(found -> found.session().id().equals(session.id())
                        && store.renew(session.id(), found.secret(), TokenHash.of(secret), session.authTime(), amr,
                                acr))
                .map(_ -> {
                    audit.record(new AuditEvent.SignedIn(session.user(), session.id(), amr));
                    return cookie(session.id(), secret);
                });
    }

    private Session start(Request request, User user, List<String> amr, String acr, Instant now) {
        var expiresAt = now.plus(lifetime);
        var userAgent = request.headers("User-Agent").stream().findFirst().orElse("");
        return new Session(
                ExpiringId.random(random, expiresAt),
                user.id(),
                now,
                amr,
                acr,
                now,
                now,
                expiresAt,
                request.peer().address(),
                userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT)),
                List.of());
    }

    /// Where the person is signed in.
    public List<Session> of(User user) {
        var now = clock.instant();
        return store.of(user.id())
                .stream()
                .flatMap(id -> store.find(id).stream())
                .map(SessionStore.Found::session)
                .filter(session -> isAlive(session, now))
                .toList();
    }

    /// The session that a request to sign out is about. Also one that lay unused for too long, if nobody has noticed yet:
    /// its clients may still have the person signed in.
    public Optional<Current> leaving(Request request) {
        return find(request).map(found -> new Current(found.session(), found.user()));
    }

    /// Ends the session; whatever was issued in it stops working, `offline_access` excepted.
    ///
    /// @return the session as it ended; empty where it had ended before
    public Optional<Session> signOut(Current current, Request request) {
        clearCookies(request);
        return endings.end(current.session().id(), SessionEndings.Reason.signed_out);
    }

    private String cookie(ExpiringId id, String secret) {
        return cookies.set(COOKIE, id + secret, null);
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
