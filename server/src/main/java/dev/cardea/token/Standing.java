package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.user.User;

/// An authorization and whether it still stands, in one read.
///
/// @param sessionAlive whether the session it was given in has not been ended
public record Standing(Authorization authorization, boolean revoked, boolean sessionAlive, User user) {
    /// Whether tokens of it may still be issued and accepted: not revoked, the client enabled and still the
    /// one it was given to, the account active, and the session alive where the authorization depends on it. Expiry is
    /// the caller's to check.
    ///
    /// @param client that the authorization was given to, as it is now
    public boolean stands(Client client) {
        return authorization.client().equals(client.id()) && client.enabled()
                && client.existedAt(authorization.createdAt()) && !revoked && user.isActive()
                && (sessionAlive || authorization.offline());
    }
}
