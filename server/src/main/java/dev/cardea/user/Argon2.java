package dev.cardea.user;

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

    /// Computed by Debian's libargon2. Not compared with Bouncy Castle at start, because loading that from its signed
    /// archive takes longer than all the rest.
    String KNOWN_HASH = "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";
    String KNOWN_PASSWORD = "password";

    /// The native library where it can be loaded and gives the right answer, else Bouncy Castle: a temporary directory
    /// that forbids execution must not keep anyone from signing in.
    static Argon2 fastest() {
        return fastest(new NativeArgon2());
    }

    static Argon2 fastest(Argon2 candidate) {
        try {
            if (Argon2Hash.read(KNOWN_HASH, candidate).matches(KNOWN_PASSWORD)) return candidate;
            log().warn("The native Argon2 library computes wrong hashes here. Bouncy Castle hashes passwords instead.");
        } catch (LinkageError | RuntimeException e) {
            log().warn(
                    "The native Argon2 library cannot be used ({}). Bouncy Castle, which takes"
                            + " more time and heap, hashes passwords instead.",
                    e.toString());
        }
        return new PortableArgon2();
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Argon2.class);
    }
}
