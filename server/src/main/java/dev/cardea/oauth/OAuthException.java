package dev.cardea.oauth;

/// A protocol refusal on its way to the one place that renders it. It is an expected outcome, not a fault,
/// so it carries no stack trace.
public final class OAuthException extends RuntimeException {
    private final transient OAuthError error;

    OAuthException(OAuthError error) {
        super(error.code() + ": " + error.description(), null, false, false);
        this.error = error;
    }

    public OAuthError error() {
        return error;
    }
}
