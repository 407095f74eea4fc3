package dev.cardea.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When a message that did not arrive is tried again: soon, then less and less often, for a day.
final class Retries {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
    private static final Duration FOR = Duration.ofDays(1);

    private Retries() {}

    /// @param attempt that failed just now
    /// @return empty where it is given up
    static Optional<Instant> after(OutboxStore.Claim attempt, Instant now) {
        var next = now.plus(DELAYS.get(Math.min(attempt.attempt(), DELAYS.size()) - 1));
        return Optional.of(next).filter(at -> !at.isAfter(attempt.message().createdAt().plus(FOR)));
    }
}
