package dev.cardea.demo;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import java.net.URI;

/// What this client and the provider have agreed on beforehand.
///
/// @param home where this client is found by browsers, with a trailing slash
public record Registration(String issuer, String clientId, String clientSecret, URI home) {
    /// The one algorithm that ID tokens are accepted with. What a token's own header says is no evidence (RFC 8725
    /// §3.1).
    static final JWSAlgorithm ID_TOKEN_ALGORITHM = JWSAlgorithm.RS256;

    static final Scope SCOPE = Scope.parse("openid profile email address phone offline_access");

    Issuer trustedIssuer() {
        return new Issuer(issuer);
    }

    ClientID id() {
        return new ClientID(clientId);
    }

    ClientAuthentication authentication() {
        return new ClientSecretBasic(id(), new Secret(clientSecret));
    }

    URI redirectUri() {
        return home.resolve("callback");
    }

    @Override
    public String toString() {
        return "Registration[" + clientId + " at " + issuer + "]";
    }
}
