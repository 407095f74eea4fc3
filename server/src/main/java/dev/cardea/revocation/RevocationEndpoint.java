package dev.cardea.revocation;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.RefreshTokens;

/// POST /oauth2/revoke (RFC 7009). A refresh token takes everything of its authorization with it, an access token
/// only itself. A token that is unknown or dead already is no error (§2.2).
public final class RevocationEndpoint implements Endpoint {
    private final ClientAuthentication clientAuthentication;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final AuthorizationStore authorizations;
    private final AuditLog audit;

    public RevocationEndpoint(
            ClientAuthentication clientAuthentication,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            AuthorizationStore authorizations,
            AuditLog audit) {
        this.clientAuthentication = clientAuthentication;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.authorizations = authorizations;
        this.audit = audit;
    }

    @Override
    public Response handle(Request request) {
        var client = clientAuthentication.authenticate(request);
        var token = request.form().require("token");
        if (RefreshTokens.looksLikeOne(token)) revokeFamily(token, client);
        else
            revokeAccessToken(token, client);
        return Response.empty(200);
    }

    private void revokeFamily(String token, Client client) {
        var presented = refreshTokens.read(token, client.id());
        if (presented.isEmpty()) refuseAnothers(token);
        else if (authorizations.revoke(presented.get().authorization()))
            audit.record(new AuditEvent.AuthorizationRevoked(client.id(), presented.get().authorization()));
    }

    private void refuseAnothers(String token) {
        refreshTokens.claimed(token)
                .flatMap(claimed -> authorizations.find(claimed.authorization()))
                .flatMap(standing -> refreshTokens.read(token, standing.authorization().client()))
                .ifPresent(_ -> {
                    throw anothers();
                });
    }

    /// §2.1: the client is told.
    private static OAuthException anothers() {
        return OAuthError.of(ErrorCode.unauthorized_client, "the token was issued to another client")
                .by("RFC 7009 §2.1");
    }

    private void revokeAccessToken(String token, Client client) {
        accessTokens.find(token).map(AccessTokens.Active::token).ifPresent(found -> {
            if (!found.client().equals(client.id())) throw anothers().with("issued_to", found.client());
            authorizations.revokeToken(found.jti(), found.expiresAt());
        });
    }
}
