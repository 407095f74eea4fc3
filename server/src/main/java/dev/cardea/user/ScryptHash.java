package dev.cardea.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/// `$scrypt$ln=15,r=8,p=1$salt$hash` (RFC 7914), where `ln` is the binary logarithm of `N`.
record ScryptHash(int n, int r, int p, byte[] salt, byte[] hash) implements PasswordHash {
    private static final int MAX_LOG_N = 20;
    private static final int MAX_R = 32;
    private static final int MAX_P = 16;
    private static final int BLOCK_BYTES = 128;
    private static final int MAX_MEMORY_BYTES = 128 << 20;
    /// About a second.
    private static final int MAX_BLOCKS = 1 << 21;

    ScryptHash {
        if ((long) BLOCK_BYTES * n * r > MAX_MEMORY_BYTES)
            throw new IllegalArgumentException(
                    "scrypt N times r asks for more than %d MiB".formatted(MAX_MEMORY_BYTES >> 20));
        if ((long) n * r * p > MAX_BLOCKS)
            throw new IllegalArgumentException("scrypt N times r times p is more than " + MAX_BLOCKS);
    }

    static ScryptHash read(String text) {
        var phc = PhcString.read(text);
        phc.allowOnly(Set.of("ln", "r", "p"));
        return new ScryptHash(
                1 << phc.parameter("ln", 1, MAX_LOG_N),
                phc.parameter("r", 1, MAX_R),
                phc.parameter("p", 1, MAX_P),
                phc.salt(),
                phc.hash());
    }

    @Override
    public boolean matches(String password) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(hash, SCrypt.generate(bytes, salt, n, r, p, hash.length));
    }
}
