package dev.cardea.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Several byte strings as one, each behind its length, so that no two lists read the same: (`ab`, `c`) is
/// not (`a`, `bc`).
final class LengthPrefixed {
    private LengthPrefixed() {}

    static byte[] joined(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> Integer.BYTES + part.length).sum();
        var joined = ByteBuffer.allocate(length);
        for (var part : parts) joined.putInt(part.length).put(part);
        return joined.array();
    }

    static byte[] joined(String first, byte[]... others) {
        var parts = new byte[1 + others.length][];
        parts[0] = first.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(others, 0, parts, 1, others.length);
        return joined(parts);
    }
}
