package dev.cardea;

import dev.cardea.declaration.Hashing;
import dev.cardea.user.PasswordHashing;

/// Lets the declarations hash passwords without knowing how.
record DeclaredPasswords(PasswordHashing hashing) implements Hashing {
    @Override
    public String hash(String password) {
        return hashing.hash(password);
    }

    @Override
    public boolean matches(String password, String hash) {
        return hashing.verify(password, hash).matches();
    }
}
