package dev.cardea.registration;

import dev.cardea.jose.Base64Url;
import java.security.SecureRandom;

/// Makes what a client that registers is given.
final class Credentials {
    private static final int ID_BYTES = 16;
    /// As text long enough for every HMAC that the client may authenticate by (RFC 7518 §3.2).
    private static final int SECRET_BYTES = 48;
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random;

    Credentials(SecureRandom random) {
        this.random = random;
    }

    String id() {
        return text(ID_BYTES);
    }

    String secret() {
        return text(SECRET_BYTES);
    }

    String accessToken() {
        return "rat_" + text(TOKEN_BYTES);
    }

    String initialAccessToken() {
        return "iat_" + text(TOKEN_BYTES);
    }

    private String text(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
