package dev.cardea.authorize;

import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.IdTokens;
import dev.cardea.token.Reach;
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
/// @param reach what it asks for beyond its scopes
/// @param acrValues one of which the sign-in is to have, empty where any will do
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
        Reach reach,
        List<String> acrValues) {
    boolean silent() {
        return prompt.contains("none");
    }

    /// Whether the person must sign in even if signed in already (OIDC Core §3.1.2.1; `max_age=0` means the same).
    boolean asksForSignIn() {
        return prompt.contains("login") || prompt.contains("select_account") || Duration.ZERO.equals(maxAge);
    }

    /// Whether a sign-in of this `acr` will do. An essential one that was asked for must be met (OIDC Core §5.5.1.1), and
    /// so must `acr_values` where an access token can come of it (RFC 9470 §5): its reader would ask again for ever.
    boolean isMetBy(String acr) {
        return (essentialAcr().isEmpty() || isOneOf(essentialAcr(), acr))
                && (acrValues.isEmpty() || !givesAccess() || isOneOf(acrValues, acr));
    }

    private static boolean isOneOf(List<String> asked, String acr) {
        return asked.stream().anyMatch(one -> AcrValues.includes(acr, one));
    }

    /// What the client is told of a sign-in of this `acr`: a value that it asked for, if that is true.
    String told(String acr) {
        return AcrValues.told(acr, essentialAcr().isEmpty() ? acrValues : essentialAcr());
    }

    private List<String> essentialAcr() {
        var acr = claims.idToken().get("acr");
        return acr != null && acr.essential() ? acr.values() : List.of();
    }

    private boolean givesAccess() {
        return type.withCode() || type.withAccessToken();
    }

    /// A sign-in of this `acr` will not do.
    ///
    /// @param acr that there is, or that there could be
    OAuthException unmetBy(Object acr) {
        return OAuthError.of(
                ErrorCode.unmet_authentication_requirements, "no sign-in of this server meets the acr asked for")
                .by("RFC 9470 §5, OIDC Core §5.5.1.1")
                .with("acr_values", acrValues)
                .with("essential acr", essentialAcr())
                .with("acr", acr);
    }

    boolean asksForConsent() {
        return prompt.contains("consent");
    }

    /// Whether the person known to the client by this `sub` is one that it will accept (OIDC Core §3.1.2.1, §5.5.1).
    boolean accepts(String subject) {
        return hint.filter(expected -> !expected.subject().equals(subject)).isEmpty() && claims.accept(subject);
    }
}
