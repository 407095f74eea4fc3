package dev.cardea.userinfo;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.ClientEncryption;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import dev.cardea.json.Json;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.token.AccessToken;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.Binding;
import dev.cardea.token.Possession;
import dev.cardea.token.RequestedClaims;
import dev.cardea.token.Standing;
import dev.cardea.token.Subjects;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

import static dev.cardea.oauth.OAuthError.invalidToken;

/// GET and POST /userinfo (OIDC Core §5.3): what the access token's scopes open, as JSON, or signed and
/// encrypted as the client is registered for it.
public final class UserinfoEndpoint implements Endpoint {
    private final String issuer;
    private final AccessTokens accessTokens;
    private final DpopProofs proofs;
    private final Claims people;
    private final KeyRing keys;
    private final ClientEncryption encryption;
    private final SecureRandom random;

    public UserinfoEndpoint(String issuer, AccessTokens accessTokens, DpopProofs proofs, Claims people, KeyRing keys,
            ClientEncryption encryption, SecureRandom random) {
        this.issuer = issuer;
        this.accessTokens = accessTokens;
        this.proofs = proofs;
        this.people = people;
        this.keys = keys;
        this.encryption = encryption;
        this.random = random;
    }

    @Override
    public Response handle(Request request) {
        InteractionId.repeat(request);
        var presented = PresentedToken.of(request);
        // RFC 6750 §3: a challenge has at least one parameter; §3.1: without a token it says no error.
        if (presented.isEmpty())
            return Response.empty(401)
                    .with("WWW-Authenticate", "Bearer realm=\"cardea\"")
                    .with("WWW-Authenticate", "DPoP algs=\"" + String.join(" ", DpopProofs.ALGORITHMS) + "\"");
        var active = accessTokens.find(presented.get().text())
                .filter(found -> found.token().audience().contains(issuer))
                .orElseThrow(() -> invalidToken(
                        "the access token is unknown, expired or revoked, or not meant for this endpoint")
                        .with("cause", () -> accessTokens.dead(presented.get().text())));
        if (active.client().profile().namesInteractions()) InteractionId.giveWhereMissing(request, random);
        checkPossession(presented.get(), active, request);
        var standing = active.standing()
                .filter(_ -> active.token().scopes().contains(Scopes.OPENID))
                .orElseThrow(() -> OAuthError.of(ErrorCode.insufficient_scope,
                        "userinfo needs an access token with scope openid")
                        .by("OIDC Core §5.3.1")
                        .with("client", active.client().id())
                        .with("scope of the token", active.token().scopes()));
        return answer(claims(active, standing), active.client());
    }

    /// RFC 9449 §7.1, §7.2, RFC 8705 §3: who uses a bound token shows what it is bound to, and no token is used as what
    /// it is not.
    private void checkPossession(PresentedToken presented, AccessTokens.Active active, Request request) {
        var binding = active.token().binding();
        var toKey = binding.filter(bound -> bound.kind() == Binding.Kind.key).isPresent();
        if (toKey != presented.withKey())
            throw invalidToken(toKey
                    ? "the access token is bound to a key: send it by the scheme DPoP, with a proof"
                    : "the access token is bound to no key: send it by the scheme Bearer");
        if (binding.isEmpty()) return;
        switch (binding.get().kind()) {
            case key -> checkKey(binding.get().thumbprint(), presented, active, request);
            case certificate -> checkCertificate(binding.get().thumbprint(), request);
            case unknown -> throw invalidToken("the access token is bound in a way that is not known here");
        }
    }

    private void checkKey(String key, PresentedToken presented, AccessTokens.Active active, Request request) {
        var shown = proofs.thumbprint(request, presented.text(), active.client())
                .orElseThrow(() -> OAuthError.of(ErrorCode.invalid_dpop_proof, "the DPoP header is missing"));
        if (!shown.equals(key))
            throw invalidToken("the proof is made with another key than the token is bound to")
                    .by("RFC 9449 §7.1")
                    .with("key of the token", key)
                    .with("key of the proof", shown);
    }

    private static void checkCertificate(String certificate, Request request) {
        var shown = Possession.certificate(request);
        if (shown.filter(certificate::equals).isEmpty())
            throw invalidToken(shown.isEmpty()
                    ? "the access token is bound to a certificate, and none was presented"
                    : "the certificate is another one than the access token is bound to")
                    .by("RFC 8705 §3")
                    .with("certificate of the token", certificate)
                    .with("certificate presented", shown.orElse("there was none"));
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
