package dev.cardea.factor;

import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The codes that people were mailed, one for each person, by a keyed hash.
public interface EmailCodeStore {
    record Sent(byte[] hash, int tries, Instant sentAt, Instant expiresAt) {}

    Optional<Sent> find(UserId user);

    /// In the place of the one that there was, if that was not sent after `before`.
    ///
    /// @return false where it was; then nothing happened
    boolean put(UserId user, Sent code, Instant before, List<Message> told);

    /// Charges one try.
    ///
    /// @return false where none is left, or the code has expired
    boolean charge(UserId user, Instant now);

    /// Of any number of calls with the right code one succeeds.
    boolean use(UserId user, byte[] hash);
}
