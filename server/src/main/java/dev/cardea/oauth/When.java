package dev.cardea.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// A moment as seen from the server's clock: whoever finds a clock that is wrong wants to know by how much.
public final class When {
    private When() {}

    public static Supplier<String> of(Instant time, Instant now) {
        return () -> {
            long seconds = Duration.between(now, time).toSeconds();
            return seconds < 0
                    ? time + ", " + -seconds + " s before the server's clock"
                    : time + ", " + seconds + " s after the server's clock";
        };
    }
}
