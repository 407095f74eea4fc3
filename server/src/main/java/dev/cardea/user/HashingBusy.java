package dev.cardea.user;

import dev.cardea.http.Busy;
import java.time.Duration;

/// More passwords are waiting to be hashed than can be in time. An expected outcome of a storm of sign-ins, so it
/// carries no stack trace.
public final class HashingBusy extends RuntimeException implements Busy {
    private final Duration retryAfter;

    HashingBusy(Duration retryAfter) {
        super("too many passwords are waiting to be hashed", null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
