package dev.cardea.session;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sessions by id. The cookie holds the id and a secret of which only the hash is kept.
public interface SessionStore {
    /// What a cookie leads to: the session and the account as it is now, in one read.
    record Found(Session session, TokenHash secret, User user) {}

    void start(Session session, TokenHash secret);

    Optional<Found> find(ExpiringId id);

    /// Gives the session a new cookie secret and a new proof of who the person is, if `expected` is still its secret.
    boolean renew(
            ExpiringId id, TokenHash expected, TokenHash replacement, Instant authTime, List<String> amr, String acr);

    void touch(ExpiringId id, Instant lastSeenAt);

    /// Ends one session.
    ///
    /// @return whether there was one to end
    boolean end(ExpiringId id);

    /// Ends every session of an account; returns how many.
    int endAll(UserId user);
}
