package dev.cardea.store;

import dev.cardea.http.Busy;
import java.time.Duration;

/// Too much is waiting for the database. Nothing was done: the same request may succeed in a moment.
public final class Overloaded extends StoreException implements Busy {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    public Overloaded(String message) {
        super(message);
    }

    public Overloaded(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
