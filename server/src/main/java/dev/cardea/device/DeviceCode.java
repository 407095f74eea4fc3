package dev.cardea.device;

import dev.cardea.client.Client;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;

/// A device that waits for a person (RFC 8628 §3.2). Both of its codes are known by their hashes alone.
///
/// @param interval how long the device has to wait between two polls
/// @param nextPollAt before that a poll is too early (§3.5)
public record DeviceCode(
        AuthorizationCode.Key key,
        TokenHash userCode,
        ClientId client,
        Scopes scopes,
        State state,
        Instant createdAt,
        Instant expiresAt,
        Duration interval,
        Instant nextPollAt) {
    /// Spelled as in the store.
    public enum State {
        pending, approved, denied
    }

    /// Whether a person can still decide on it.
    ///
    /// @param owner the client of that id, as it is now
    boolean isOpen(Client owner, Instant now) {
        return state == State.pending && now.isBefore(expiresAt) && isOf(owner) && owner.enabled()
                && owner.permissions().grantTypes().contains(DeviceCodeGrant.TYPE);
    }

    /// Whether it was given to this client, and not to another one of the same id before.
    boolean isOf(Client owner) {
        return client.equals(owner.id()) && owner.existedAt(createdAt);
    }
}
