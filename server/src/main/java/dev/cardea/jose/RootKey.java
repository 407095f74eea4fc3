package dev.cardea.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The pseudorandom key extracted from one secret (RFC 5869 §2.2), from which all others are expanded.
final class RootKey {
    private static final byte[] SALT = "cardea".getBytes(StandardCharsets.UTF_8);
    private static final int KEY_BYTES = 32;

    private final SecretKey key;
    private final int id;

    private RootKey(SecretKey key) {
        this.key = key;
        id = ByteBuffer.wrap(expand("key id")).getInt();
    }

    static RootKey of(String secret) {
        var ikm = secret.getBytes(StandardCharsets.UTF_8);
        try {
            var extraction = HKDFParameterSpec.ofExtract().addSalt(SALT).addIKM(ikm).extractOnly();
            return new RootKey(hkdf().deriveKey("HKDF-PRK", extraction));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF-SHA256", e);
        }
    }

    /// A key of 32 bytes for one use in one context (RFC 5869 §2.3). Other words give an unrelated key.
    byte[] expand(String use, byte[]... context) {
        try {
            var info = LengthPrefixed.joined(use, context);
            return hkdf().deriveData(HKDFParameterSpec.expandOnly(key, info, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 25 has HKDF-SHA256", e);
        }
    }

    /// The provider is named because the JDK would otherwise load every one that it has, looking for another.
    private static KDF hkdf() throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256", "SunJCE");
    }

    /// Tells the secrets of an installation apart without saying anything about them.
    int id() {
        return id;
    }
}
