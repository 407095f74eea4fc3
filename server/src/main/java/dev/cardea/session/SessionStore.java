package dev.cardea.session;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
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

    /// Notes that a client is given something in the session. Noted already, or no session: nothing happens.
    void join(ExpiringId id, ClientId client);

    /// Ends one session and puts what its clients are told into the outbox, in one step. Of any number of concurrent
    /// calls one ends it.
    ///
    /// @param clients what the session's clients are, as far as the caller knows
    /// @return false where there is no such session with just these clients; then nothing happened
    boolean end(ExpiringId id, List<ClientId> clients, List<Message> farewells);

    /// Forgets a session that nobody ended: it was left to expire.
    void forget(ExpiringId id);

    List<ExpiringId> of(UserId user);
}
