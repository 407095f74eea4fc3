package dev.cardea.device;

import dev.cardea.decoupled.AwaitedStore;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.Optional;

/// Devices that wait, or waited, for a person.
public interface DeviceCodeStore extends AwaitedStore {
    /// @param forgetAt when the row may be deleted
    /// @return false where another device has this user code; then nothing happened
    boolean add(DeviceCode code, Instant forgetAt);

    @Override
    Optional<DeviceCode> find(AuthorizationCode.Key key);

    Optional<DeviceCode> findByUserCode(TokenHash userCode);
}
