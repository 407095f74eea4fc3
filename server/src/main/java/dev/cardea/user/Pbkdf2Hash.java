package dev.cardea.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 (RFC 8018 §5.2) as `$pbkdf2-sha256$i=600000,l=32$salt$hash` or, as passlib writes it, with the bare number
/// of rounds and `.` for `+`.
record Pbkdf2Hash(String algorithm, int iterations, byte[] salt, byte[] hash) implements PasswordHash {
    private static final Pattern PASSLIB = Pattern
            .compile("\\$[a-z0-9-]+\\$\\d{1,9}\\$[A-Za-z0-9./]+\\$[A-Za-z0-9./]+");
    /// About a second each.
    private static final int MAX_SHA256_ITERATIONS = 4_000_000;
    private static final int MAX_SHA512_ITERATIONS = 1_000_000;

    static Pbkdf2Hash read(String text) {
        var phc = PhcString.read(PASSLIB.matcher(text).matches() ? fromPasslib(text) : text);
        phc.allowOnly(Set.of("i", "l"));
        if (phc.parameters().containsKey("l")) phc.parameter("l", phc.hash().length, phc.hash().length);
        boolean sha512 = phc.id().equals("pbkdf2-sha512");
        return new Pbkdf2Hash(
                sha512 ? "PBKDF2WithHmacSHA512" : "PBKDF2WithHmacSHA256",
                phc.parameter("i", 1, sha512 ? MAX_SHA512_ITERATIONS : MAX_SHA256_ITERATIONS),
                phc.salt(),
                phc.hash());
    }

    private static String fromPasslib(String text) {
        var parts = text.split("\\$");
        return "$%s$i=%s$%s$%s".formatted(parts[1], parts[2], parts[3].replace('.', '+'), parts[4].replace('.', '+'));
    }

    @Override
    public boolean matches(String password) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length * Byte.SIZE);
        try {
            return MessageDigest.isEqual(hash,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        } finally {
            spec.clearPassword();
        }
    }
}
