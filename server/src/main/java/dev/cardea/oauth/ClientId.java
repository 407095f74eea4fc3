package dev.cardea.oauth;

import java.util.regex.Pattern;

/// The identifier of a registered client (RFC 6749 §2.2). Public information, never a secret.
public record ClientId(String value) {
    /// Visible ASCII is all that RFC 6749 Appendix A.1 allows; a space at an end would be lost by most tools.
    private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]{0,253}[\\x21-\\x7E])?");

    public ClientId {
        if (value.isEmpty()) throw new IllegalArgumentException("client_id must not be empty");
    }

    /// Whether it can be registered at all. What a sender claims to be may be any text; one that can not be is best
    /// neither looked up nor remembered.
    public boolean isWellFormed() {
        return SYNTAX.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
