package dev.cardea.user;

import java.time.Instant;

/// Failed sign-ins, counted by account and by address.
public interface AttemptStore {
    /// @param count failures in a row; 0 where there is no row
    /// @param lastAt when the latest one was; the epoch where there is none
    record Attempts(int count, Instant lastAt) {
        public static final Attempts NONE = new Attempts(0, Instant.EPOCH);
    }

    Attempts find(String key);

    /// Counts one more, provided that the count is still what `seen` says.
    ///
    /// @param forgetAt when the row may be deleted
    /// @return false where somebody else was faster: look again and decide again
    boolean charge(String key, Attempts seen, Instant now, Instant forgetAt);

    void clear(String key);
}
