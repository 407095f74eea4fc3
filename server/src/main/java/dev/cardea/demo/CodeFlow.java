package dev.cardea.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The authorization code flow with PKCE (OpenID Connect Core §3.1, RFC 7636), from the client's side: send the
/// browser away, read what it brings back, redeem the code, refresh.
final class CodeFlow {
    private final Registration registration;
    private final Provider provider;
    private final InstantSource clock;

    CodeFlow(Registration registration, Provider provider, InstantSource clock) {
        this.registration = registration;
        this.provider = provider;
        this.clock = clock;
    }

    /// Where to send the browser.
    URI authenticationRequest(PendingSignIn pending, Wish wish) {
        try {
            var request = new AuthenticationRequest.Builder(
                    ResponseType.CODE, Registration.SCOPE, registration.id(), registration.redirectUri())
                    .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                    .state(pending.state())
                    .nonce(pending.nonce())
                    .codeChallenge(pending.verifier(), CodeChallengeMethod.S256);
            if (!wish.prompt().isEmpty()) request.prompt(Prompt.parse(wish.prompt()));
            if (!wish.language().isEmpty()) request.uiLocales(List.of(LangTag.parse(wish.language())));
            return request.build().toURI();
        } catch (ParseException | LangTagException _) {
            throw Problem.badRequest("That is no way to ask.");
        }
    }

    /// Turns what the browser brought back into tokens.
    ///
    /// @param pending what `state` in the parameters stands for: the caller has looked it up, and spent it
    SignedIn redeem(PendingSignIn pending, Map<String, List<String>> parameters) {
        var code = code(parameters);
        var grant = new AuthorizationCodeGrant(code, registration.redirectUri(), pending.verifier());
        var tokens = tokens(grant).getOIDCTokens();
        var idToken = idToken(tokens);
        var claims = check(idToken, pending.nonce(), tokens.getAccessToken());
        return new SignedIn(
                idToken, claims, tokens.getAccessToken(), tokens.getRefreshToken(), null, clock.instant(), Map.of());
    }

    /// Trades the refresh token for new tokens (RFC 6749 §6).
    SignedIn refresh(SignedIn before) {
        var refreshToken = before.refreshToken();
        if (refreshToken == null) throw Problem.badRequest("There is no refresh token.");
        var tokens = tokens(new RefreshTokenGrant(refreshToken)).getOIDCTokens();
        var idToken = tokens.getIDToken() == null ? before.idToken() : tokens.getIDToken();
        var claims = before.claims();
        if (tokens.getIDToken() != null) {
            claims = check(idToken, null, tokens.getAccessToken());
            // OpenID Connect Core §12.2: a refreshed ID token speaks of the same person.
            if (!claims.getSubject().equals(before.claims().getSubject()))
                throw Problem.untrustworthy("The refreshed ID token is about somebody else.");
        }
        var successor = tokens.getRefreshToken() == null ? refreshToken : tokens.getRefreshToken();
        return new SignedIn(
                idToken, claims, tokens.getAccessToken(), successor, refreshToken, clock.instant(),
                before.profile());
    }

    private AuthorizationCode code(Map<String, List<String>> parameters) {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(registration.redirectUri(), parameters);
        } catch (ParseException e) {
            throw Problem.badRequest("The sign-on server sent back something else than an answer: " + e.getMessage());
        }
        // RFC 9207 §2.4: an answer that does not name its issuer, or another one, was mixed up on its way here.
        if (!registration.trustedIssuer().equals(response.getIssuer()))
            throw Problem.untrustworthy("It does not come from " + registration.issuer() + ".");
        if (!response.indicatesSuccess()) throw Problem.refused(response.toErrorResponse().getErrorObject());
        var code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) throw Problem.untrustworthy("It has no code.");
        return code;
    }

    private OIDCTokenResponse tokens(AuthorizationGrant grant) {
        var request = new TokenRequest.Builder(
                provider.metadata().getTokenEndpointURI(), registration.authentication(), grant)
                .build();
        try {
            return switch (OIDCTokenResponseParser.parse(provider.send(request))) {
                case OIDCTokenResponse success -> success;
                case TokenErrorResponse failure -> throw Problem.refused(failure.getErrorObject());
                default -> throw Problem.refused(new ErrorObject(null));
            };
        } catch (ParseException e) {
            throw Problem.untrustworthy("The token response is unusable: " + e.getMessage());
        }
    }

    private static JWT idToken(OIDCTokens tokens) {
        if (tokens.getIDToken() == null) throw Problem.untrustworthy("There is no ID token in it.");
        return tokens.getIDToken();
    }

    /// OpenID Connect Core §3.1.3.7 and §3.1.3.8.
    private IDTokenClaimsSet check(JWT idToken, @Nullable Nonce nonce, AccessToken accessToken) {
        try {
            var claims = provider.validator().validate(idToken, nonce);
            if (claims.getAccessTokenHash() != null)
                AccessTokenValidator.validate(
                        accessToken, Registration.ID_TOKEN_ALGORITHM, claims.getAccessTokenHash());
            return claims;
        } catch (BadJOSEException | JOSEException | InvalidHashException e) {
            throw Problem.untrustworthy("The ID token is not valid: " + e.getMessage());
        }
    }
}
