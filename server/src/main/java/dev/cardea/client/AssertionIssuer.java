package dev.cardea.client;

import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody whose signed word about a person counts at the token endpoint (RFC 7523 §2.1).
///
/// @param issuer the `iss` of its assertions
/// @param jwks its public keys, null where they are behind `jwksUri`
/// @param byEmail whether the claim `email` tells which account is meant, not `sub`
/// @param organization whose accounts it may speak of
/// @param clients that may present its assertions
/// @param scope that can be got for one
/// @param detailTypes of the authorization details that can be got for one
public record AssertionIssuer(
        String issuer,
        @Nullable JWKSet jwks,
        @Nullable URI jwksUri,
        boolean byEmail,
        String organization,
        Set<ClientId> clients,
        Scopes scope,
        Set<String> detailTypes) {
    public AssertionIssuer {
        clients = Set.copyOf(clients);
        detailTypes = Set.copyOf(detailTypes);
    }
}
