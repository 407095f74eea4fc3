package dev.cardea.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts and authenticates small things at rest (AES-256-GCM). What is sealed for one purpose does not open for
/// another, so no row can be passed off as a row of a different kind.
///
/// A sealed thing is: version (1 byte), id of the secret (4), nonce (24), cipher text and tag. Half of the nonce
/// selects a key for this one message and half is GCM's own nonce: 96 random bits alone may repeat after 2³² messages
/// under one key (NIST SP 800-38D §8.3), and a repetition would give GCM's authentication key away.
public final class Sealing {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 24;
    private static final int HEADER_BYTES = 1 + Integer.BYTES + NONCE_BYTES;
    private static final int GCM_NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Secrets secrets;
    private final SecureRandom random;

    public Sealing(Secrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.random = random;
    }

    public byte[] seal(String purpose, byte[] content) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var root = secrets.current();
        var header = ByteBuffer.allocate(HEADER_BYTES).put(VERSION).putInt(root.id()).put(nonce).array();
        try {
            var encrypted = cipher(Cipher.ENCRYPT_MODE, root, purpose, header).doFinal(content);
            return ByteBuffer.allocate(header.length + encrypted.length).put(header).put(encrypted).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed", e);
        }
    }

    /// What was sealed. Empty where it was sealed for another purpose, under a secret that is gone, or not by us.
    public Optional<byte[]> open(String purpose, byte[] sealed) {
        if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] != VERSION) return Optional.empty();
        var header = Arrays.copyOf(sealed, HEADER_BYTES);
        var secret = ByteBuffer.wrap(header).getInt(1);
        return secrets.currentFirst()
                .stream()
                .filter(root -> root.id() == secret)
                .flatMap(root -> open(root, purpose, header, sealed).stream())
                .findFirst();
    }

    private static Optional<byte[]> open(RootKey root, String purpose, byte[] header, byte[] sealed) {
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, root, purpose, header);
            return Optional.of(cipher.doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed", e);
        }
    }

    private static Cipher cipher(int mode, RootKey root, String purpose, byte[] header)
            throws GeneralSecurityException {
        var nonce = Arrays.copyOfRange(header, HEADER_BYTES - NONCE_BYTES, HEADER_BYTES);
        var purposeBytes = purpose.getBytes(StandardCharsets.UTF_8);
        var key = root.expand("sealing", purposeBytes, Arrays.copyOf(nonce, NONCE_BYTES - GCM_NONCE_BYTES));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var gcmNonce = new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce, NONCE_BYTES - GCM_NONCE_BYTES,
                GCM_NONCE_BYTES);
        cipher.init(mode, new SecretKeySpec(key, "AES"), gcmNonce);
        cipher.updateAAD(LengthPrefixed.joined(purpose, header));
        return cipher;
    }
}
