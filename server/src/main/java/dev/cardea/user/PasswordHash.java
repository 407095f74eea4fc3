package dev.cardea.user;

/// A password hash as read from its text, whatever its format. To add a format: write a class beside this one and list
/// it in [#read(String, Argon2)].
interface PasswordHash {
    int MAX_LENGTH = 512;

    /// Takes as long as the format prescribes, and the same time whichever byte differs.
    boolean matches(String password);

    /// Whether a hash made now would be of the same kind and cost.
    default boolean isAsMadeWith(Argon2Cost cost) {
        return false;
    }

    /// @throws IllegalArgumentException where the format is unknown, malformed or asks for too much; the message never
    ///     repeats the hash
    static PasswordHash read(String text, Argon2 argon2) {
        if (text.length() > MAX_LENGTH)
            throw new IllegalArgumentException("password hash is longer than " + MAX_LENGTH + " characters");
        var parts = text.split("\\$", 3);
        var format = parts.length == 3 && parts[0].isEmpty() ? parts[1] : "";
        return switch (format) {
            case "argon2id", "argon2i", "argon2d" -> Argon2Hash.read(text, argon2);
            case "2a", "2b", "2y" -> BcryptHash.read(text);
            case "pbkdf2-sha256", "pbkdf2-sha512" -> Pbkdf2Hash.read(text);
            case "scrypt" -> ScryptHash.read(text);
            default -> throw new IllegalArgumentException("password hash begins with none of $argon2id$, $argon2i$,"
                    + " $argon2d$, $2a$, $2b$, $2y$, $pbkdf2-sha256$, $pbkdf2-sha512$, $scrypt$");
        };
    }
}
