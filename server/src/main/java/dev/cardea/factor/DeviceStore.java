package dev.cardea.factor;

import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The browsers that people asked to be remembered in.
public interface DeviceStore {
    /// @param secret hash of what the browser's cookie holds
    /// @param name the `User-Agent`
    record Device(TokenHash secret, UserId user, String name, String address, Instant createdAt, Instant expiresAt) {}

    void remember(Device device);

    Optional<Device> find(TokenHash secret);

    List<Device> of(UserId user);

    void forget(UserId user, TokenHash secret);

    void forgetAll(UserId user);
}
