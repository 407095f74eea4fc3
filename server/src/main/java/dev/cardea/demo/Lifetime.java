package dev.cardea.demo;

import java.time.Duration;
import java.time.Instant;

/// How long a token lives, and how much of that is over.
public record Lifetime(Duration total, Duration left) {
    static Lifetime of(Instant from, Instant until, Instant now) {
        var left = Duration.between(now, until);
        return new Lifetime(Duration.between(from, until), left.isNegative() ? Duration.ZERO : left);
    }

    public String words() {
        return left.isZero() ? "Expired" : text(left) + " of " + text(total) + " left";
    }

    private static String text(Duration time) {
        if (time.toHours() > 0) return time.toHours() + " h " + time.toMinutesPart() + " min";
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
