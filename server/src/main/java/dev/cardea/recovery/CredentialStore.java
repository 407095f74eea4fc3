package dev.cardea.recovery;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.util.List;

/// Passwords, as their owners change them.
public interface CredentialStore {
    /// Replaces the password, revokes what applications hold and writes what is to be told of it, in one step.
    ///
    /// @param expected the hash of the one that is replaced
    /// @param keeping the session in which that happens: what was given in it stays
    /// @return false where the password is another one by now; then nothing happened
    boolean replace(UserId user, String expected, String replacement, ExpiringId keeping, List<Message> messages);
}
