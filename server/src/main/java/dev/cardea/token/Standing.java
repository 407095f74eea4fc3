package dev.cardea.token;

import dev.cardea.user.User;

/// An authorization and whether it still stands, in one read.
///
/// @param sessionAlive whether the session it was given in has not been ended
public record Standing(Authorization authorization, boolean revoked, boolean sessionAlive, User user) {
    /// Whether tokens of it may still be issued and accepted: not revoked, the account enabled, and the session
    /// alive where the authorization depends on it. Expiry is the caller's to check.
    public boolean stands() {
        return !revoked && user.isActive() && (sessionAlive || authorization.offline());
    }
}
