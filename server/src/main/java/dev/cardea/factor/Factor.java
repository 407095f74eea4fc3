package dev.cardea.factor;

import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that a person has and the server can ask for, beside the password.
///
/// @param name that the person gave it
/// @param data what its kind needs to check it: encrypted where it is a secret
/// @param credential hash of the id of a passkey, null for other kinds
/// @param counter the last time step used, or the signature count
public record Factor(
        String id,
        UserId user,
        Kind kind,
        String name,
        byte[] data,
        @Nullable TokenHash credential,
        long counter,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    /// Spelled as stored and in the configuration, the one to be offered first at the front.
    public enum Kind {
        passkey, totp, email
    }

    @Override
    public String toString() {
        return "Factor[" + kind + "]";
    }
}
