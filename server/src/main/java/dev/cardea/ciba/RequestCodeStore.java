package dev.cardea.ciba;

import dev.cardea.oauth.UserId;
import java.util.Optional;

/// The codes of those who have one, by a keyed hash.
public interface RequestCodeStore {
    Optional<byte[]> find(UserId user);

    /// Replaces the one that there was.
    void put(UserId user, byte[] hash);

    void remove(UserId user);
}
