package dev.cardea.factor;

import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.util.List;

/// Recovery codes, by a keyed hash.
public interface RecoveryCodeStore {
    int left(UserId user);

    /// In the place of those that there were.
    void replace(UserId user, List<byte[]> hashes, List<Message> told);

    /// Of any number of calls with the same code one succeeds; only then is the person told.
    boolean use(UserId user, byte[] hash, List<Message> told);
}
