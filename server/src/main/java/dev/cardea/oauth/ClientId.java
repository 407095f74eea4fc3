package dev.cardea.oauth;

/// The identifier of a registered client (RFC 6749 §2.2). Public information, never a secret.
public record ClientId(String value) {
    public ClientId {
        if (value.isEmpty()) throw new IllegalArgumentException("client_id must not be empty");
    }

    @Override
    public String toString() {
        return value;
    }
}
