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
        return nonce(step());
    }

    /// Whether it was given within the last minutes.
    boolean isCurrent(String nonce) {
        return nonce.equals(nonce(step())) || nonce.equals(nonce(step() - 1));
    }

    private long step() {
        return clock.instant().getEpochSecond() / STEP.toSeconds();
    }

    private String nonce(long step) {
        return Base64Url.encode(mac.of(ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
    }
}
