package dev.cardea.http;

import java.time.Duration;

/// A bound is reached (a queue is full, a pool exhausted): the request is not carried out and may be repeated later.
/// Answered 503 with `Retry-After`. Load is an expected outcome, so it carries no stack trace.
public final class Unavailable extends RuntimeException {
    private final Duration retryAfter;

    public Unavailable(String what, Duration retryAfter) {
        super(what, null, false, false);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
