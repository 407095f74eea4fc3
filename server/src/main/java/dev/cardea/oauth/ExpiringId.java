package dev.cardea.oauth;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The key of a volatile row: 128 random bits, and in front of them the bucket of time in which the row expires
/// for good. A store keeps rows of one bucket together, so it finds a row without searching and forgets a bucket
/// by dropping it.
///
/// @param bucket the day since 1970 in which the row expires at the latest
/// @param id 32 hexadecimal digits
public record ExpiringId(int bucket, String id) {
    private static final int RANDOM_BYTES = 16;
    /// 4 bytes of bucket and 16 of randomness, in base64url.
    public static final int TEXT_LENGTH = 27;

    public static ExpiringId random(SecureRandom random, Instant expiresAt) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ExpiringId(bucket(expiresAt), HexFormat.of().formatHex(bytes));
    }

    /// The day in which `expiresAt` lies, as counted from 1970.
    public static int bucket(Instant expiresAt) {
        return Math.toIntExact(expiresAt.getEpochSecond() / Duration.ofDays(1).toSeconds());
    }

    /// Reads what [#toString()] wrote. Empty for anything else, however close.
    public static Optional<ExpiringId> parse(String text) {
        if (text.length() != TEXT_LENGTH) return Optional.empty();
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var parsed = new ExpiringId(
                    bytes.getInt(),
                    HexFormat.of().formatHex(bytes.array(), Integer.BYTES, Integer.BYTES + RANDOM_BYTES));
            // One spelling only: base64 has spare bits at the end that would otherwise be a second name for it.
            return parsed.toString().equals(text) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        var bytes = ByteBuffer.allocate(Integer.BYTES + RANDOM_BYTES)
                .putInt(bucket)
                .put(HexFormat.of().parseHex(id))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
