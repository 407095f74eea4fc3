package dev.cardea.token;

import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;

import static dev.cardea.oauth.OAuthError.invalidScope;

/// RFC 6749 §4.4: the client acts for itself.
public final class ClientCredentialsGrant implements Grant {
    /// These speak of a person, and there is none.
    private static final Scopes PERSONAL = new Scopes(Scopes.OPENID, "profile", "email", "address", "phone",
            "offline_access", "offline");

    @Override
    public String grantType() {
        return "client_credentials";
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var client = request.client();
        if (client.isPublic())
            throw OAuthError.of(ErrorCode.unauthorized_client, "public clients cannot use client_credentials")
                    .by("RFC 6749 §4.4");
        var available = client.permissions().scope().minus(PERSONAL);
        var scopes = request.form().get("scope").map(Scopes::parse).orElse(available);
        if (!scopes.within(available))
            throw invalidScope("scope exceeds what the client is registered for: " + scopes.minus(available))
                    .by("RFC 6749 §3.3")
                    .with("available to the client itself", available);
        return new Granted.ToClient(scopes, request.asked());
    }
}
