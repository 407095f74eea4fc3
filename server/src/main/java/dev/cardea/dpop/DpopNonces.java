package dev.cardea.dpop;

import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;

/// What the server gives clients to put into their next proof, so that none can be made in advance (RFC 9449 §8).
/// Computed from the time, the same on every node; nothing is stored.
public final class DpopNonces {
    private static final Duration STEP = Duration.ofMinutes(2);

    private final KeyedHash mac;
    private final InstantSource clock;

    public DpopNonces(KeyedHash mac, InstantSource clock) {
        this.mac = mac;
        this.clock = clock;
    }

    String current() {
        return Base64Url.encode(mac.of(bytes(step())));
    }

    /// Whether it was given within the last minutes.
    boolean isCurrent(String nonce) {
        return Base64Url.decode(nonce)
                .filter(mac -> this.mac.matches(mac, bytes(step())) || this.mac.matches(mac, bytes(step() - 1)))
                .isPresent();
    }

    private long step() {
        return clock.instant().getEpochSecond() / STEP.toSeconds();
    }

    private static byte[] bytes(long step) {
        return ByteBuffer.allocate(Long.BYTES).putLong(step).array();
    }
}
