package dev.cardea.device;

import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Devices that wait, or waited, for a person.
public interface DeviceCodeStore {
    /// @param forgetAt when the row may be deleted
    /// @return false where another device has this user code; then nothing happened
    boolean add(DeviceCode code, Instant forgetAt);

    Optional<DeviceCode> find(AuthorizationCode.Key key);

    Optional<DeviceCode> findByUserCode(TokenHash userCode);

    /// Notes a poll while nobody has decided. Of any number of concurrent calls with the same `seen` one succeeds.
    ///
    /// @param seen the `nextPollAt` that was read
    /// @return false where that is not so any more: look again
    boolean polled(AuthorizationCode.Key key, Instant seen, Instant nextPollAt, Duration interval);

    /// Ends the wait with something to redeem, which [dev.cardea.token.AuthorizationCodeStore#redeem] then gives to one
    /// poll, and notes the client as one of the session's. All in one step.
    ///
    /// @param approved with the key of the device code
    /// @return true for exactly one of any number of calls to this and to [#deny]
    boolean approve(AuthorizationCode approved);

    /// @return true for exactly one of any number of calls to this and to [#approve]
    boolean deny(AuthorizationCode.Key key);
}
