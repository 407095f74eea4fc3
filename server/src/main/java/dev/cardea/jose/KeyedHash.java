package dev.cardea.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 (RFC 2104) under a key for one purpose. What was hashed with the key of a former secret is still
/// recognized. Safe for use by many threads.
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> currentFirst;

    KeyedHash(List<byte[]> currentFirst) {
        this.currentFirst = currentFirst.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    /// With a key that is kept and not derived.
    public static KeyedHash under(byte[] key) {
        return new KeyedHash(List.of(key));
    }

    /// The hash of a list: where one part ends and the next begins is part of what is hashed.
    public byte[] of(byte[]... parts) {
        return hash(currentFirst.getFirst(), parts);
    }

    /// What [#of(byte[]...)] gives now and gave with former secrets, for what is looked up by its hash.
    public List<byte[]> everyOf(byte[]... parts) {
        return currentFirst.stream().map(key -> hash(key, parts)).toList();
    }

    private static byte[] hash(SecretKeySpec key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(LengthPrefixed.joined(parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /// Compares in constant time, so that a hash cannot be guessed byte by byte.
    public boolean matches(byte[] presented, byte[]... parts) {
        return currentFirst.stream().anyMatch(key -> MessageDigest.isEqual(hash(key, parts), presented));
    }
}
