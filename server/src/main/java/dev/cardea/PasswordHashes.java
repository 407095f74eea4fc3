package dev.cardea;

import java.util.regex.Pattern;

/// Which password hashes may be declared.
final class PasswordHashes {
    private static final Pattern SUPPORTED = Pattern
            .compile("\\$(argon2id|argon2i|argon2d|2[aby]|pbkdf2-sha256|pbkdf2-sha512|scrypt)\\$.+");

    private PasswordHashes() {}

    static boolean isSupported(String hash) {
        return SUPPORTED.matcher(hash).matches();
    }
}
