package dev.cardea.user;

import dev.cardea.user.AttemptStore.Attempts;
import java.time.Duration;
import java.time.Instant;

/// How often passwords may be guessed.
public record GuessingPolicy(Limit account, Limit address) {
    /// About 110 guesses at an account a day, from however many addresses. An address is given more, since it may
    /// belong to a whole office.
    public static final GuessingPolicy STANDARD = of(5, 50, Duration.ofMinutes(15));

    /// @param account failures of an account that nobody has to wait after
    /// @param address failures from an address that nobody has to wait after
    /// @param longestWait at most an hour
    public static GuessingPolicy of(int account, int address, Duration longestWait) {
        var first = Duration.ofSeconds(1);
        return new GuessingPolicy(
                new Limit(account, first, longestWait, Duration.ofHours(24)),
                new Limit(address, first, longestWait, Duration.ofHours(1)));
    }

    /// @param free failures that nobody has to wait after
    /// @param firstDelay the wait after one more; it doubles with each further failure ...
    /// @param maxDelay ... up to this
    /// @param forgetAfter how long there must be no attempt for all of them to be forgotten
    public record Limit(int free, Duration firstDelay, Duration maxDelay, Duration forgetAfter) {
        private static final int MAX_DOUBLINGS = 30;

        public Limit {
            if (firstDelay.compareTo(maxDelay) > 0 || maxDelay.compareTo(forgetAfter) > 0)
                throw new IllegalArgumentException(
                        "the first delay must not exceed the longest, nor that the time to forget");
        }

        Attempts counted(Attempts kept, Instant now) {
            return now.isBefore(kept.lastAt().plus(forgetAfter)) ? kept : Attempts.NONE;
        }

        /// When the next attempt may be made.
        Instant openAt(Attempts counted) {
            int beyond = counted.count() - free;
            if (beyond < 0) return Instant.MIN;
            var delay = firstDelay.multipliedBy(1L << Math.min(beyond, MAX_DOUBLINGS));
            return counted.lastAt().plus(delay.compareTo(maxDelay) < 0 ? delay : maxDelay);
        }
    }
}
