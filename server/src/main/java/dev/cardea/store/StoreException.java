package dev.cardea.store;

import dev.cardea.http.Outage;
import java.time.Duration;

/// The database failed or could not be reached. What was asked for was not acknowledged; where the connection broke
/// while a commit was under way it may nevertheless have happened.
public class StoreException extends RuntimeException implements Outage {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
