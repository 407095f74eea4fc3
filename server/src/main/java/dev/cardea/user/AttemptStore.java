package dev.cardea.user;

import java.time.Instant;

/// Failed sign-ins, counted by account and by address.
public interface AttemptStore {
    /// @param count failures that still count
    /// @param lastAt when the latest one was; the epoch where there is no row
    record Attempts(int count, Instant lastAt) {
        public static final Attempts NONE = new Attempts(0, Instant.EPOCH);
    }

    Attempts find(String key);

    /// Puts `next` in the place of `seen`, provided that this is still what [#find(String)] answers; of any number of
    /// concurrent calls with the same `seen` exactly one succeeds.
    ///
    /// @param seen [Attempts#NONE] where there is no row; a row whose count went back to 0 is a row
    /// @param forgetAt when the row may be deleted
    /// @return false where somebody else was faster: look again and decide again
    boolean replace(String key, Attempts seen, Attempts next, Instant forgetAt);

    void clear(String key);
}
