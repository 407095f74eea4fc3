package dev.cardea.token;

import dev.cardea.oauth.TokenHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An issued code (RFC 6749 §4.1.2): what it stands for and what it is bound to.
///
/// @param redirectUri the `redirect_uri` of the authorization request, byte for byte
/// @param redirectUriSent whether the request carried it; then the token request must too (RFC 6749 §4.1.3)
/// @param codeChallenge RFC 7636 §4.2, null where the client used no PKCE
/// @param codeChallengeMethod `S256` or `plain`
/// @param dpopJkt the thumbprint of the key that whoever redeems it must prove to hold (RFC 9449 §10), null for any
public record AuthorizationCode(
        Key key,
        Authorization authorization,
        String redirectUri,
        boolean redirectUriSent,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        @Nullable String nonce,
        @Nullable String dpopJkt,
        Instant expiresAt) {
    /// @param bucket the hour since 1970 in which the code's row may be forgotten
    public record Key(int bucket, TokenHash hash) {}
}
