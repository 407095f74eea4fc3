package dev.cardea.device;

import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodes;
import java.util.Optional;

/// What the store knows a device code by. The text is made like that of an authorization code, but hashed in a way of
/// its own: neither can be presented as the other, and so escape what only the other's grant checks.
final class DeviceCodes {
    private static final String PURPOSE = "device_code:";

    private DeviceCodes() {}

    /// Empty for a text that cannot be a code.
    static Optional<AuthorizationCode.Key> key(String deviceCode) {
        return AuthorizationCodes.key(deviceCode)
                .map(key -> new AuthorizationCode.Key(key.bucket(), TokenHash.of(PURPOSE + deviceCode)));
    }
}
