package dev.cardea.user;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock moved by hand.
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-01T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
