package dev.cardea.userinfo;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.ClientEncryption;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.ProtectedAccess;
import dev.cardea.token.RequestedClaims;
import dev.cardea.token.Standing;
import dev.cardea.token.Subjects;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/// GET and POST /userinfo (OIDC Core §5.3): what the access token's scopes open, as JSON, or signed and
/// encrypted as the client is registered for it.
public final class UserinfoEndpoint implements Endpoint {
    private final String issuer;
    private final ProtectedAccess access;
    private final Claims people;
    private final KeyRing keys;
    private final ClientEncryption encryption;
    private final SecureRandom random;

    public UserinfoEndpoint(String issuer, ProtectedAccess access, Claims people, KeyRing keys,
            ClientEncryption encryption, SecureRandom random) {
        this.issuer = issuer;
        this.access = access;
        this.people = people;
        this.keys = keys;
        this.encryption = encryption;
        this.random = random;
    }

    @Override
    public Response handle(Request request) {
        InteractionId.repeat(request);
        try {
            return answer(access.of(request, issuer, client -> {
                if (client.profile().namesInteractions()) InteractionId.giveWhereMissing(request, random);
            }));
        } catch (ProtectedAccess.Missing missing) {
            return missing.challenge();
        }
    }

    private Response answer(AccessTokens.Active active) {
        var standing = active.standing()
                .filter(_ -> active.token().scopes().contains(Scopes.OPENID))
                .orElseThrow(() -> OAuthError.of(ErrorCode.insufficient_scope,
                        "userinfo needs an access token with scope openid")
                        .by("OIDC Core §5.3.1")
                        .with("client", active.client().id())
                        .with("scope of the token", active.token().scopes()));
        return answer(claims(active, standing), active.client());
    }

    private Map<String, Object> claims(AccessTokens.Active active, Standing standing) {
        // Asked for by the client that the person let in, not by one that has exchanged its token.
        var ofItsOwn = standing.authorization().client().equals(active.client().id());
        var requested = RequestedClaims.parse(ofItsOwn ? standing.authorization().claims() : null).userinfoNames();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", Subjects.of(standing.user(), active.client()));
        claims.putAll(people.of(standing.user(), active.client(), active.token().scopes(), requested));
        return claims;
    }

    private Response answer(Map<String, Object> claims, Client client) {
        var algorithm = client.tokens().userinfoAlg();
        var encrypted = client.encrypted().userinfo();
        if (algorithm == null)
            return encrypted == null
                    ? Response.json(200, claims)
                    : jwt(encryption.claims(Json.text(claims), client, encrypted));
        claims.put("iss", issuer);
        claims.put("aud", client.id().value());
        var signed = keys.sign(Algorithm.valueOf(algorithm), "JWT", claims);
        return jwt(encryption.nested(signed, client, encrypted));
    }

    private static Response jwt(String jwt) {
        return Response.of(200, "application/jwt", jwt.getBytes(StandardCharsets.US_ASCII));
    }
}
