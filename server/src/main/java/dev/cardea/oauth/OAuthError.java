package dev.cardea.oauth;

/// What a client is told. `description` is for the client's developer: it says what was wrong and what would be
/// right, and never carries internals or a secret. Its characters are limited to those of RFC 6749 §5.2.
public record OAuthError(ErrorCode code, String description) {
    public static OAuthException invalidRequest(String why) {
        return of(ErrorCode.invalid_request, why);
    }

    public static OAuthException invalidClient(String why) {
        return of(ErrorCode.invalid_client, why);
    }

    public static OAuthException invalidGrant(String why) {
        return of(ErrorCode.invalid_grant, why);
    }

    public static OAuthException invalidScope(String why) {
        return of(ErrorCode.invalid_scope, why);
    }

    public static OAuthException invalidToken(String why) {
        return of(ErrorCode.invalid_token, why);
    }

    public static OAuthException of(ErrorCode code, String why) {
        return new OAuthException(new OAuthError(code, why));
    }

    public OAuthError {
        description = description.replace("§", "section ").replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "'");
    }
}
