package dev.cardea.decoupled;

import dev.cardea.client.Client;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a client waits for a person to decide on. What the client polls with is known by its hash alone.
public interface Awaited {
    /// Spelled as in the store.
    enum State {
        pending, approved, denied
    }

    AuthorizationCode.Key key();

    ClientId client();

    Scopes scopes();

    /// What it asks for beside the scopes.
    List<Detail> details();

    State state();

    Instant createdAt();

    Instant expiresAt();

    /// How long the client has to wait between two polls.
    Duration interval();

    /// Before that a poll is too early.
    Instant nextPollAt();

    /// Whether it is of this client, and not of another one of the same id before.
    default boolean isOf(Client owner) {
        return client().equals(owner.id()) && owner.existedAt(createdAt());
    }

    /// Whether a person can still decide on it.
    ///
    /// @param owner the client of that id, as it is now
    /// @param grantType that the client polls with
    default boolean isOpen(Client owner, String grantType, Instant now) {
        return state() == State.pending && now.isBefore(expiresAt()) && isOf(owner) && owner.enabled()
                && owner.permissions().grantTypes().contains(grantType);
    }
}
