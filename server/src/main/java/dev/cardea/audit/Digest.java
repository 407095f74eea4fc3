package dev.cardea.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The SHA-256 of a list of values, each behind its length.
final class Digest {
    private final MessageDigest sha256;

    /// @param kind of the list: lists of different kinds never have the same digest
    Digest(String kind) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        add(kind);
    }

    Digest add(byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
        return this;
    }

    Digest add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(long number) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    byte[] value() {
        return sha256.digest();
    }

    /// Of what an address is known by.
    static byte[] commitment(byte[] salt, String address) {
        return new Digest("address").add(salt).add(address).value();
    }

    /// Of an entry, whether or not its address is still there.
    static byte[] of(AuditStore.Numbered numbered, byte[] commitment) {
        var entry = numbered.entry();
        return new Digest("entry")
                .add(numbered.number())
                .add(entry.at().toEpochMilli())
                .add(entry.type())
                .add(entry.user() == null ? "" : entry.user().value())
                .add(entry.client() == null ? "" : entry.client().value())
                .add(entry.details())
                .add(entry.requestId())
                .add(commitment)
                .value();
    }
}
