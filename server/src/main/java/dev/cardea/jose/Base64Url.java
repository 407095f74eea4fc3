package dev.cardea.jose;

import java.util.Base64;
import java.util.Optional;

/// Base64url without padding (RFC 7515 §2), in its one canonical spelling: a text that decodes to the same bytes as
/// another would be a second name for the same token.
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /// Empty for everything that [#encode(byte[])] would not have written.
    public static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
