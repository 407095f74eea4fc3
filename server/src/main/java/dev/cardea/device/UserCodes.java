package dev.cardea.device;

import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The codes that people type (RFC 8628 §6.1): eight consonants, so that no word comes out, nothing looks like a digit,
/// and whatever the keyboard, the letters are on it. That is 34 bits, enough for ten minutes and bounded guessing.
public final class UserCodes {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int HALF = LENGTH / 2;
    /// Nobody types more around a code.
    private static final int MAX_TYPED = 32;
    private static final Pattern CODE = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");

    private final KeyedHash hash;
    private final SecureRandom random;

    /// @param hash with a key, since a plain hash of so few letters could be searched for them
    public UserCodes(KeyedHash hash, SecureRandom random) {
        this.hash = hash;
        this.random = random;
    }

    String generate() {
        var code = new StringBuilder(LENGTH);
        while (code.length() < LENGTH) code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return code.toString();
    }

    /// As a person typed it: in any case, with any separators. Empty for what cannot be a code.
    static Optional<String> read(String typed) {
        if (typed.length() > MAX_TYPED) return Optional.empty();
        var letters = SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        return Optional.of(letters).filter(code -> CODE.matcher(code).matches());
    }

    static String shown(String code) {
        return code.substring(0, HALF) + "-" + code.substring(HALF);
    }

    /// What the store knows it by.
    TokenHash hash(String code) {
        return new TokenHash(hash.of(code.getBytes(StandardCharsets.UTF_8)));
    }
}
