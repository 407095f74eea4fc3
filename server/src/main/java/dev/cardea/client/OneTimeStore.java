package dev.cardea.client;

import dev.cardea.oauth.TokenHash;
import java.time.Instant;

/// Identifiers that may be used once, such as the `jti` of a client assertion (RFC 7523 §3).
public interface OneTimeStore {
    /// @param purpose keeps identifiers of different kinds apart
    /// @param expiresAt when the identifier could not be used anyway and may be forgotten
    /// @return true for exactly one of any number of calls with the same purpose and identifier
    boolean consume(String purpose, TokenHash identifier, Instant expiresAt);
}
