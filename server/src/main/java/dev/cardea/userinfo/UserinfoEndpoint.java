package dev.cardea.userinfo;

import dev.cardea.client.Client;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.RequestedClaims;
import dev.cardea.token.Standing;
import dev.cardea.token.Subjects;
import dev.cardea.user.Claims;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import static dev.cardea.oauth.OAuthError.invalidToken;

/// GET and POST /userinfo (OIDC Core §5.3): what the access token's scopes open, as JSON, or signed where the client
/// is registered for it.
public final class UserinfoEndpoint implements Endpoint {
    private final String issuer;
    private final AccessTokens accessTokens;
    private final KeyRing keys;

    public UserinfoEndpoint(String issuer, AccessTokens accessTokens, KeyRing keys) {
        this.issuer = issuer;
        this.accessTokens = accessTokens;
        this.keys = keys;
    }

    @Override
    public Response handle(Request request) {
        var token = BearerToken.of(request);
        // RFC 6750 §3: a challenge has at least one parameter; §3.1: without a token it says no error.
        if (token.isEmpty()) return Response.empty(401).with("WWW-Authenticate", "Bearer realm=\"cardea\"");
        var active = accessTokens.find(token.get())
                .filter(found -> found.token().audience().contains(issuer))
                .orElseThrow(() -> invalidToken(
                        "the access token is unknown, expired or revoked, or not meant for this endpoint"));
        var standing = active.standing()
                .filter(_ -> active.token().scopes().contains(Scopes.OPENID))
                .orElseThrow(() -> OAuthError.of(ErrorCode.insufficient_scope,
                        "userinfo needs an access token with scope openid"));
        return answer(claims(active, standing), active.client());
    }

    private static Map<String, Object> claims(AccessTokens.Active active, Standing standing) {
        var requested = RequestedClaims.parse(standing.authorization().claims()).userinfoNames();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", Subjects.of(standing.user(), active.client()));
        claims.putAll(Claims.of(standing.user(), active.token().scopes(), requested));
        return claims;
    }

    private Response answer(Map<String, Object> claims, Client client) {
        var algorithm = client.tokens().userinfoAlg();
        if (algorithm == null) return Response.json(200, claims);
        claims.put("iss", issuer);
        claims.put("aud", client.id().value());
        var jwt = keys.sign(Algorithm.valueOf(algorithm), "JWT", claims);
        return Response.of(200, "application/jwt", jwt.getBytes(StandardCharsets.US_ASCII));
    }
}
