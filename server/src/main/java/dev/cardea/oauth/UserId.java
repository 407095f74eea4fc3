package dev.cardea.oauth;

/// The internal, stable identifier of a person's account: a UUID. What clients see as `sub`.
public record UserId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
