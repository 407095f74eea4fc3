package dev.cardea.user;

import dev.cardea.user.Argon2.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;

/// `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`: the format in which passwords are hashed here, and its siblings.
record Argon2Hash(Argon2 argon2, Argon2.Input input, byte[] tag) implements PasswordHash {
    static final int VERSION = 19;
    static final int SALT_BYTES = 16;
    static final int TAG_BYTES = 32;
    private static final int MIN_SALT_BYTES = 8; // RFC 9106 §3.1
    private static final int FIRST_VERSION = 16; // where hashes do not say which

    static Argon2Hash of(String password, byte[] salt, Argon2Cost cost, Argon2 argon2) {
        var input = new Argon2.Input(Variant.argon2id, VERSION, cost, salt);
        return new Argon2Hash(argon2, input, argon2.tag(input, bytes(password), TAG_BYTES));
    }

    static Argon2Hash read(String text, Argon2 argon2) {
        var phc = PhcString.read(text);
        phc.allowOnly(Set.of("m", "t", "p"));
        int version = phc.version() == null ? FIRST_VERSION : phc.version();
        if (version != FIRST_VERSION && version != VERSION)
            throw new IllegalArgumentException(
                    "argon2 v=%d is neither %d nor %d".formatted(version, FIRST_VERSION, VERSION));
        if (phc.salt().length < MIN_SALT_BYTES)
            throw new IllegalArgumentException("argon2 needs a salt of at least %d bytes".formatted(MIN_SALT_BYTES));
        var cost = new Argon2Cost(
                phc.parameter("m", 1, Integer.MAX_VALUE),
                phc.parameter("t", 1, Integer.MAX_VALUE),
                phc.parameter("p", 1, Integer.MAX_VALUE));
        return new Argon2Hash(argon2, new Argon2.Input(Variant.valueOf(phc.id()), version, cost, phc.salt()),
                phc.hash());
    }

    @Override
    public boolean matches(String password) {
        return MessageDigest.isEqual(tag, argon2.tag(input, bytes(password), tag.length));
    }

    @Override
    public boolean isAsMadeWith(Argon2Cost cost) {
        return input.variant() == Variant.argon2id
                && input.version() == VERSION
                && input.cost().equals(cost)
                && input.salt().length >= SALT_BYTES
                && tag.length == TAG_BYTES;
    }

    /// The text that [#read(String, Argon2)] reads.
    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$%s$v=%d$m=%d,t=%d,p=%d$%s$%s".formatted(
                input.variant(),
                input.version(),
                input.cost().memoryKib(),
                input.cost().iterations(),
                input.cost().parallelism(),
                base64.encodeToString(input.salt()),
                base64.encodeToString(tag));
    }

    private static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
