package dev.cardea.registration;

import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The clients that registered themselves, beside what [dev.cardea.client.ClientStore] keeps of every client, and the
/// tokens with which they may.
public interface RegistrationStore {
    /// @param accessToken the registration access token (RFC 7592 §1.2)
    /// @param open whether it was made without an initial access token
    /// @param softwareStatement as it was presented (RFC 7591 §2.3)
    record Registration(TokenHash accessToken, boolean open, @Nullable String softwareStatement, Instant createdAt) {}

    enum Addition {
        added,
        /// The initial access token is unknown, expired or used up.
        token_refused,
        /// There are as many openly registered clients as there may be.
        full
    }

    /// Adds a client, and in the same step spends one use of the initial access token: of any number of concurrent
    /// calls as many succeed as it has uses.
    ///
    /// @param initialToken null for an open registration
    /// @param mostOpen how many clients may be registered openly
    Addition add(StoredClient client, Registration registration, @Nullable TokenHash initialToken, int mostOpen);

    Optional<Registration> find(ClientId client);

    /// Replaces a client and its registration, by exactly one of any number of concurrent callers with one token.
    ///
    /// @return whether `presented` was the client's registration access token
    boolean replace(StoredClient client, TokenHash presented, Registration registration);

    /// Remembers that the client was used at least once.
    void markUsed(ClientId client);

    /// Forgets clients that were registered openly before that time and never used, nor approved by anybody; and initial
    /// access tokens that expired before `now`.
    void forget(Instant registeredBefore, Instant now);

    /// @param token an initial access token (RFC 7591 §3)
    void addToken(TokenHash token, int uses, Instant expiresAt);

    boolean isTokenGood(TokenHash token, Instant now);
}
