package dev.cardea.link;

import java.time.Duration;

/// What a link is for. Spelled as stored; a link for one purpose is nothing to another.
public enum Purpose {
    /// Finishes a registration. Nothing else stands for the account until then.
    register(Duration.ofHours(24)),
    /// Accepts an invitation.
    invite(Duration.ofDays(7)),
    /// Chooses a new password.
    reset(Duration.ofMinutes(30)),
    /// Proves that an address is the person's.
    verify(Duration.ofHours(24)),
    /// The same, and makes it the one that the account is known by.
    primary(Duration.ofHours(24));

    private final Duration lifetime;

    Purpose(Duration lifetime) {
        this.lifetime = lifetime;
    }

    public Duration lifetime() {
        return lifetime;
    }
}
