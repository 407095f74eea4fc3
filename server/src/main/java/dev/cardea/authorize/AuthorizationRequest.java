package dev.cardea.authorize;

import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.IdTokens;
import dev.cardea.token.RequestedClaims;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A valid authorization request (RFC 6749 §4.1.1, OIDC Core §3.1.2.1) of a known client.
///
/// @param prompt the `prompt` values; `none` stands alone
/// @param maxAge how old the sign-in may be, null where any age will do
/// @param hint the person the client expects, by `id_token_hint`
/// @param dpopJkt the thumbprint of the key that the code is to be bound to (RFC 9449 §10)
/// @param claimsJson the `claims` parameter as sent
record AuthorizationRequest(
        ResponseType type,
        Scopes scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        @Nullable String dpopJkt,
        Set<String> prompt,
        @Nullable Duration maxAge,
        Optional<IdTokens.Hint> hint,
        RequestedClaims claims,
        @Nullable String claimsJson,
        List<String> acrValues) {
    boolean silent() {
        return prompt.contains("none");
    }

    /// Whether the person must sign in even if signed in already (OIDC Core §3.1.2.1; `max_age=0` means the same).
    boolean asksForSignIn() {
        return prompt.contains("login") || prompt.contains("select_account") || Duration.ZERO.equals(maxAge);
    }

    boolean asksForConsent() {
        return prompt.contains("consent");
    }

    /// Whether the person known to the client by this `sub` is one that it will accept (OIDC Core §3.1.2.1, §5.5.1).
    boolean accepts(String subject) {
        return hint.filter(expected -> !expected.subject().equals(subject)).isEmpty() && claims.accept(subject);
    }
}
