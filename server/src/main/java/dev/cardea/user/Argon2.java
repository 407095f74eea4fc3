package dev.cardea.user;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Argon2 function (RFC 9106), computed by whoever is fastest here.
interface Argon2 {
    /// Spelled as in hashes.
    enum Variant {
        argon2d, argon2i, argon2id
    }

    /// @param version 16 or 19, as in `v=`
    record Input(Variant variant, int version, Argon2Cost cost, byte[] salt) {}

    byte[] tag(Input input, byte[] password, int length);

    /// The native library where it can be loaded and computes what Bouncy Castle computes, else Bouncy Castle: a
    /// temporary directory that forbids execution must not stop anyone from signing in.
    static Argon2 fastest() {
        return fastest(NativeArgon2::new);
    }

    static Argon2 fastest(Supplier<Argon2> loaded) {
        var portable = new PortableArgon2();
        try {
            var candidate = loaded.get();
            if (Arrays.equals(sample(candidate), sample(portable))) return candidate;
            log().warn("The native Argon2 library computes wrong hashes here. Bouncy Castle hashes passwords instead.");
        } catch (LinkageError | RuntimeException e) {
            log().warn("The native Argon2 library cannot be used ({}). Bouncy Castle, which takes"
                    + " more time and heap, hashes passwords instead.", e.toString());
        }
        return portable;
    }

    private static byte[] sample(Argon2 argon2) {
        var salt = "a salt".repeat(2).getBytes(StandardCharsets.UTF_8);
        var input = new Input(Variant.argon2id, Argon2Hash.VERSION, new Argon2Cost(32, 2, 1), salt);
        return argon2.tag(input, "a password".getBytes(StandardCharsets.UTF_8), 32);
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Argon2.class);
    }
}
