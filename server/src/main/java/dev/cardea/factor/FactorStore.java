package dev.cardea.factor;

import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The factors of people. Whatever changes them makes every remembered device of the person be forgotten, and puts what
/// the person is told into the outbox, in one step.
public interface FactorStore {
    /// In the order in which they were added.
    List<Factor> of(UserId user);

    /// The passkey with this credential id.
    Optional<Factor> byCredential(TokenHash credential);

    /// @return false where that passkey is known already; then nothing happened
    boolean add(Factor factor, List<Message> told);

    /// Moves the counter on. Of any number of calls with the same counter one succeeds, and none with a smaller one: a code
    /// is accepted once (RFC 6238 §5.2). A passkey that does not count stays at 0.
    boolean use(String id, long counter, Instant at);

    boolean rename(UserId user, String id, String name);

    /// Takes one away, and with the last one the recovery codes.
    ///
    /// @return false where the person has no such factor
    boolean remove(UserId user, String id, List<Message> told);

    /// Takes all away, and the recovery codes.
    void removeAll(UserId user, List<Message> told);
}
