package dev.cardea.declaration;

/// How passwords are hashed.
public interface Hashing {
    String hash(String password);

    boolean matches(String password, String hash);
}
