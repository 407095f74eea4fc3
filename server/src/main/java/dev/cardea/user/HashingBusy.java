package dev.cardea.user;

import java.time.Duration;

/// More passwords are waiting to be hashed than can be in time. An expected outcome of a storm of sign-ins, so it
/// carries no stack trace.
public final class HashingBusy extends RuntimeException {
    private final Duration retryAfter;

    HashingBusy(Duration retryAfter) {
        super("too many passwords are waiting to be hashed", null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
