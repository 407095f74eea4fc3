package dev.cardea.account;

import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Accounts, as their owners change them.
public interface ProfileStore {
    /// Replaces the claims of an account that has not changed since it was read.
    ///
    /// @param expected `updatedAt` of the account as it was read
    /// @return false where somebody else was faster; then nothing happened
    boolean change(UserId user, Instant expected, Map<String, Object> claims, Instant at);

    /// Removes the account as [dev.cardea.user.UserStore#remove] does, and writes what is to be told of it, in one step.
    ///
    /// @return whether it was there
    boolean erase(UserId user, List<Message> messages);
}
