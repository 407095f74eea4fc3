package dev.cardea.token;

import dev.cardea.oauth.ExpiringId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Codes by the hash of the code: a leaked table must not be a table of usable codes.
public interface AuthorizationCodeStore {
    void add(AuthorizationCode code);

    /// The same for a client that was given nothing in the session yet: it is one of the session's from now on, in the
    /// same step.
    void addFirst(AuthorizationCode code);

    /// Spends the code and stores its [Authorization], in one atomic step. Of any number of concurrent calls for one
    /// key exactly one gets [Redemption.First]: this is the single-use guarantee of RFC 6749 §4.1.2, so callers need
    /// no lock. The authorization exists from then on, so whoever sees [Redemption.Replayed] can revoke it even while
    /// the first redemption is still being answered.
    ///
    /// @param refreshExpiresAt until when the authorization's first refresh token works; null where none is issued
    Redemption redeem(AuthorizationCode.Key key, @Nullable Instant refreshExpiresAt);

    sealed interface Redemption {
        /// @param standing of the authorization just stored: who it is for, as of now
        record First(AuthorizationCode code, Standing standing) implements Redemption {}

        /// Spent before. Whatever was issued for it is now suspect.
        record Replayed(ExpiringId authorization) implements Redemption {}

        record Unknown() implements Redemption {}
    }
}
