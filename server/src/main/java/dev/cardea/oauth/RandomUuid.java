package dev.cardea.oauth;

import java.security.SecureRandom;
import java.util.UUID;

/// A random UUID (RFC 9562 §5.4), from the randomness that is handed in.
public final class RandomUuid {
    private RandomUuid() {}

    public static String text(SecureRandom random) {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }
}
