package dev.cardea.http;

import java.time.Duration;

/// Whoever asks has failed too often lately and is not listened to for a while: 429 with `Retry-After`
/// (RFC 6585 §4). Expected where somebody guesses, so it carries no stack trace.
public final class TooManyAttempts extends RuntimeException {
    private final transient Duration retryAfter;

    public TooManyAttempts(String what, Duration retryAfter) {
        super(what, null, false, false);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
