package dev.cardea.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/// Codes that people type.
final class Codes {
    /// Without letters that look like digits (RFC 4648 §6).
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final Pattern LOOSE = Pattern.compile("[\\s-]");
    private static final int MAX_LENGTH = 64;

    private Codes() {}

    /// RFC 4648 §6, without padding.
    static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int kept = 0;
        int bits = 0;
        for (byte b : bytes) {
            kept = (kept << Byte.SIZE) | (b & 0xff);
            for (bits += Byte.SIZE; bits >= BITS; bits -= BITS)
                text.append(ALPHABET.charAt((kept >>> (bits - BITS)) & 31));
            kept &= (1 << bits) - 1;
        }
        if (bits > 0) text.append(ALPHABET.charAt((kept << (BITS - bits)) & 31));
        return text.toString();
    }

    static String letters(int count, SecureRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.toString();
    }

    static String digits(int count, SecureRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append((char) ('0' + random.nextInt(10)));
        return text.toString();
    }

    /// In groups of `size`, for the eye.
    static String grouped(String text, int size, String separator) {
        var grouped = new StringBuilder();
        for (int i = 0; i < text.length(); i += size) {
            if (i > 0) grouped.append(separator);
            grouped.append(text, i, Math.min(text.length(), i + size));
        }
        return grouped.toString();
    }

    /// As typed, without what separates groups.
    static String plain(String typed) {
        var cut = typed.substring(0, Math.min(typed.length(), MAX_LENGTH));
        return LOOSE.matcher(cut).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /// Takes as long whatever differs.
    static boolean equal(String expected, String typed) {
        return MessageDigest.isEqual(utf8(expected), utf8(typed));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
