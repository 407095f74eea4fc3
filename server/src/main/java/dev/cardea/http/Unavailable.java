package dev.cardea.http;

import java.time.Duration;

/// A queue is full or a pool exhausted. Load is an expected outcome, so it carries no stack trace.
public final class Unavailable extends RuntimeException implements Busy {
    private final Duration retryAfter;

    public Unavailable(String what, Duration retryAfter) {
        super(what, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
