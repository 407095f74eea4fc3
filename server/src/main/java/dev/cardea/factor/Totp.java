package dev.cardea.factor;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords (RFC 6238) of 6 digits, a new one every 30 seconds, by HMAC-SHA-1: what every
/// authenticator program understands.
final class Totp {
    static final int PERIOD = 30;
    static final int DIGITS = 6;
    private static final String ALGORITHM = "HmacSHA1";
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    static long step(Instant now) {
        return now.getEpochSecond() / PERIOD;
    }

    /// The code of a time step (RFC 4226 §5.3).
    static String code(byte[] secret, long step) {
        var hash = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%06d", number % MODULUS);
    }

    /// The time step that a typed code belongs to: the present one or a neighbour, for clocks that differ and for people
    /// who type slowly (RFC 6238 §5.2). All three are compared whatever matches.
    static OptionalLong matching(byte[] secret, String typed, Instant now) {
        var found = OptionalLong.empty();
        for (long step = step(now) - 1; step <= step(now) + 1; step++)
            if (Codes.equal(code(secret, step), typed)) found = OptionalLong.of(step);
        return found;
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
