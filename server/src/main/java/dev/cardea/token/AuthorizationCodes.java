package dev.cardea.token;

import dev.cardea.oauth.TokenHash;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The text of an authorization code: the hour in which its row may be forgotten, and 256 random bits.
public final class AuthorizationCodes {
    private static final int RANDOM_BYTES = 32;
    private static final int TEXT_LENGTH = 48;
    /// How long a spent or expired code is remembered, to notice that it is presented again.
    public static final Duration REMEMBERED = Duration.ofHours(1);

    private final SecureRandom random;

    public AuthorizationCodes(SecureRandom random) {
        this.random = random;
    }

    public String generate(Instant expiresAt) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        int bucket = Math.toIntExact(expiresAt.plus(REMEMBERED).getEpochSecond() / Duration.ofHours(1).toSeconds());
        var text = ByteBuffer.allocate(Integer.BYTES + RANDOM_BYTES).putInt(bucket).put(bytes).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /// What the store knows another kind of code by that is made in the same way. It is hashed in a way of its own: none
    /// can be presented as one of another kind, and so escape what only that kind's grant checks.
    public static Optional<AuthorizationCode.Key> key(String kind, String code) {
        return key(code).map(key -> new AuthorizationCode.Key(key.bucket(), TokenHash.of(kind + ":" + code)));
    }

    /// What the store knows a code by; empty for a text that cannot be a code.
    public static Optional<AuthorizationCode.Key> key(String code) {
        if (code.length() != TEXT_LENGTH) return Optional.empty();
        try {
            int bucket = ByteBuffer.wrap(Base64.getUrlDecoder().decode(code)).getInt();
            return Optional.of(new AuthorizationCode.Key(bucket, TokenHash.of(code)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
