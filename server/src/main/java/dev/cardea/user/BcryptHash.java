package dev.cardea.user;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// `$2b$12$` and 53 characters. Bcrypt never looked beyond the 72nd byte of a password, so neither does this: a person
/// whose password is longer must still get in, and is given a hash of all of it on that occasion.
record BcryptHash(String text) implements PasswordHash {
    private static final Pattern SYNTAX = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int MIN_COST = 4;
    /// About a second.
    private static final int MAX_COST = 14;

    static BcryptHash read(String text) {
        var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("password hash is not a well-formed bcrypt hash");
        int cost = Integer.parseInt(matcher.group(1));
        if (cost < MIN_COST || cost > MAX_COST)
            throw new IllegalArgumentException(
                    "bcrypt cost %d is not within %d to %d".formatted(cost, MIN_COST, MAX_COST));
        return new BcryptHash(text);
    }

    @Override
    public boolean matches(String password) {
        return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
    }
}
