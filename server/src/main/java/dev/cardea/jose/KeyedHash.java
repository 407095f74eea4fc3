package dev.cardea.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 (RFC 2104) under a key for one purpose. Safe for use by many threads.
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    KeyedHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The hash of a list: where one part ends and the next begins is part of what is hashed.
    public byte[] of(byte[]... parts) {
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
        return MessageDigest.isEqual(of(parts), presented);
    }
}
