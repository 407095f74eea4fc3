package dev.cardea.token;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.When;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import java.time.InstantSource;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidGrant;

/// RFC 6749 §4.1.3 with PKCE (RFC 7636 §4.6).
public final class AuthorizationCodeGrant implements Grant {
    private final AuthorizationCodeStore codes;
    private final AuthorizationStore authorizations;
    private final RefreshTokens refreshTokens;
    private final AuditLog audit;
    private final InstantSource clock;

    public AuthorizationCodeGrant(
            AuthorizationCodeStore codes,
            AuthorizationStore authorizations,
            RefreshTokens refreshTokens,
            AuditLog audit,
            InstantSource clock) {
        this.codes = codes;
        this.authorizations = authorizations;
        this.refreshTokens = refreshTokens;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String grantType() {
        return "authorization_code";
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var client = request.client();
        var key = AuthorizationCodes.key(request.form().require("code"))
                .orElseThrow(() -> unusable("it is no code of this server"));
        var refreshExpiresAt = clock.instant().plus(client.tokens().lifetimes().refreshToken());
        // Spent before it is checked: a stolen code gets one guess at the verifier, not many.
        return switch (codes.redeem(key, refreshExpiresAt)) {
            case Redemption.First(var code, var standing) -> {
                try {
                    yield grant(code, standing, request);
                } catch (OAuthException refused) {
                    authorizations.revoke(standing.authorization().id());
                    throw refused;
                }
            }
            case Redemption.Replayed(var authorization) -> {
                // RFC 6749 §4.1.2. Only for the client that the code was issued to: nobody else may revoke with it.
                var standing = authorizations.find(authorization);
                if (standing.isPresent()
                        && standing.get().authorization().client().equals(client.id())
                        && authorizations.revoke(authorization))
                    audit.record(new AuditEvent.CodeReplayed(client.id(), authorization));
                throw unusable("it was used before; what it gave is revoked, if it was this client's");
            }
            case Redemption.Unknown() -> throw unusable("it is unknown, or expired more than an hour ago");
        };
    }

    private Granted grant(AuthorizationCode code, Standing standing, TokenRequest request) {
        var client = request.client();
        var form = request.form();
        var authorization = standing.authorization();
        if (!authorization.client().equals(client.id()))
            throw unusable("it was issued to another client").with("issued_to", authorization.client());
        var now = clock.instant();
        if (!now.isBefore(code.expiresAt()))
            throw unusable("it has expired").with("expired", When.of(code.expiresAt(), now));
        // RFC 6749 §4.1.3: identical, and required where the authorization request had one.
        var redirectUri = form.get("redirect_uri").orElse(code.redirectUriSent() ? "" : code.redirectUri());
        if (!redirectUri.equals(code.redirectUri()))
            throw invalidGrant("redirect_uri differs from the one in the authorization request")
                    .by("RFC 6749 §4.1.3")
                    .with("redirect_uri", redirectUri)
                    .with("redirect_uri of the authorization request", code.redirectUri());
        // RFC 9449 §10.
        if (code.dpopJkt() != null && !request.possession().key().equals(Optional.of(code.dpopJkt())))
            throw invalidGrant("the code is bound to a key by dpop_jkt: send a DPoP proof made with that key")
                    .by("RFC 9449 §10")
                    .with("dpop_jkt of the authorization request", code.dpopJkt())
                    .with("key of the proof", request.possession().key().orElse("there was no proof"));
        Pkce.verify(code.codeChallenge(), code.codeChallengeMethod(), form.get("code_verifier"));
        // Also with `offline_access`: only what was redeemed before outlives the session.
        if (!standing.sessionAlive() || !standing.stands(client))
            throw invalidGrant("the person has signed out or the account is disabled")
                    .with("session", standing.sessionAlive() ? "lives" : "has ended")
                    .with("authorization", standing.revoked() ? "revoked" : "not revoked")
                    .with("account", standing.user().status());
        var reach = request.within(authorization);
        var refreshToken = RefreshTokens.isIssuedFor(authorization, client)
                ? refreshTokens.first(authorization.id(), request)
                : null;
        return new Granted.ToPerson(standing, authorization.scopes(), code.nonce(), refreshToken, reach);
    }

    /// One answer for all of these.
    private static OAuthException unusable(String cause) {
        return invalidGrant("code is unknown, expired, already used, or was issued to another client")
                .by("RFC 6749 §4.1.2")
                .with("cause", cause);
    }
}
