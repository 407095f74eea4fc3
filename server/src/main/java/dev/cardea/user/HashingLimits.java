package dev.cardea.user;

import java.time.Duration;

/// How much of the machine hashing passwords may take.
///
/// @param concurrent hashes computed at once
/// @param maxWaiting callers that may wait for their turn
/// @param maxWait how long each of them does
public record HashingLimits(int concurrent, int maxWaiting, Duration maxWait) {
    private static final int MAX_WAITING = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /// Half of the cores, so that a storm of sign-ins leaves the other half to those who have signed in.
    public static HashingLimits of(int cores) {
        return new HashingLimits(Math.max(1, cores / 2), MAX_WAITING, MAX_WAIT);
    }

    public HashingLimits {
        if (concurrent < 1) throw new IllegalArgumentException("at least one hash must be computed at a time");
        if (maxWaiting < 0) throw new IllegalArgumentException("fewer than no callers cannot wait");
    }
}
