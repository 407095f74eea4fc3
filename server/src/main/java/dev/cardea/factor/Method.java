package dev.cardea.factor;

/// How somebody proves a second factor, the one to be offered first at the front. Spelled as in addresses.
public enum Method {
    passkey, totp, email, recovery
}
