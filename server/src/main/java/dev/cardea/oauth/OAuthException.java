package dev.cardea.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A protocol refusal on its way to the one place that renders it. It is an expected outcome, not a fault,
/// so it carries no stack trace. Beside what the client is told it can say why, for the operator alone.
public final class OAuthException extends RuntimeException {
    private final transient OAuthError error;
    private transient @Nullable String section;
    private transient Map<String, Supplier<?>> facts = Map.of();

    OAuthException(OAuthError error) {
        super(error.code() + ": " + error.description(), null, false, false);
        this.error = error;
    }

    public OAuthError error() {
        return error;
    }

    /// The rule that refuses.
    ///
    /// @param rule as in `RFC 7636 §4.6`
    public OAuthException by(String rule) {
        section = rule;
        return this;
    }

    /// Something that the decision was based on: what was found, or what would have been accepted. Never a secret, a
    /// code, a token or an assertion.
    public OAuthException with(String name, Object value) {
        return with(name, () -> value);
    }

    /// The same, looked up only if the decision is kept.
    public OAuthException with(String name, Supplier<?> value) {
        if (facts.isEmpty()) facts = new LinkedHashMap<>();
        facts.put(name, value);
        return this;
    }

    public Optional<String> section() {
        return Optional.ofNullable(section);
    }

    public Map<String, Supplier<?>> facts() {
        return facts;
    }
}
