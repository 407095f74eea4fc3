package dev.cardea.decoupled;

import dev.cardea.outbox.Message;
import dev.cardea.token.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What waits, or waited, for people.
public interface AwaitedStore {
    Optional<? extends Awaited> find(AuthorizationCode.Key key);

    /// Notes a poll while nobody has decided. Of any number of concurrent calls with the same `seen` one succeeds.
    ///
    /// @param seen the `nextPollAt` that was read
    /// @return false where that is not so any more: look again
    boolean polled(AuthorizationCode.Key key, Instant seen, Instant nextPollAt, Duration interval);

    /// Ends the wait with something to redeem, which [dev.cardea.token.AuthorizationCodeStore#redeem] then gives to one
    /// poll, notes the client as one of the session's, and puts what it is told into the outbox. All in one step.
    ///
    /// @param approved with the key of what waits
    /// @return true for exactly one of any number of calls to this and to [#deny]
    boolean approve(AuthorizationCode approved, List<Message> told);

    /// @return true for exactly one of any number of calls to this and to [#approve]
    boolean deny(AuthorizationCode.Key key, List<Message> told);
}
