package dev.cardea.introspection;

import dev.cardea.client.Client;
import dev.cardea.client.ClientEncryption;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Introspection answers as JWTs (RFC 9701), encrypted for a client that is registered for it.
public final class SignedAnswers {
    private static final String TYP = "token-introspection+jwt";
    private static final String JWT = "application/" + TYP;
    private static final String JSON = "application/json";
    /// What holds where a client asks for a JWT and has registered no algorithm (§6).
    private static final String USUAL_ALGORITHM = "RS256";

    private final String issuer;
    private final KeyRing keys;
    private final ClientEncryption encryption;
    private final InstantSource clock;

    public SignedAnswers(String issuer, KeyRing keys, ClientEncryption encryption, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.encryption = encryption;
        this.clock = clock;
    }

    /// Whether the request asks for a JWT (§4), and for JSON no more than for that.
    static boolean areAskedFor(Request request) {
        var wish = weight(request, JWT);
        return wish > 0 && wish >= weight(request, JSON);
    }

    /// Whether the caller gets a JWT: where it asks for one, and where it is registered for one (§6) and does not ask
    /// for JSON by name.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where it asks for what is only sent to it encrypted
    static boolean areFor(Client caller, Request request) {
        var isEncrypted = caller.encrypted().introspection() != null;
        var isRegistered = isEncrypted || caller.tokens().introspectionAlg() != null;
        if (areAskedFor(request) || (isRegistered && weight(request, JSON) <= 0)) return true;
        if (isEncrypted)
            throw invalidRequest("the client is registered for encrypted answers: send Accept: " + JWT);
        return false;
    }

    /// How much a media type is wanted (RFC 9110 §12.4.2); 0 where it is not named.
    private static double weight(Request request, String type) {
        double weight = 0;
        for (var header : request.headers("Accept"))
            for (var range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                var parts = range.split(";", -1);
                if (parts[0].strip().equals(type)) weight = Math.max(weight, quality(parts));
            }
        return weight;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) return Double.parseDouble(parameter.substring(2));
        }
        return 1;
    }

    /// §5. Neither `sub` nor `exp` beside the answer, so that nobody takes it for an access token (§8.1).
    Response answer(Map<String, Object> introspected, Client caller) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("aud", caller.id().value());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("token_introspection", introspected);
        var signed = keys.sign(Algorithm.valueOf(algorithm(caller)), TYP, claims);
        var jwt = encryption.nested(signed, caller, caller.encrypted().introspection());
        return Response.of(200, JWT, jwt.getBytes(StandardCharsets.US_ASCII));
    }

    private static String algorithm(Client caller) {
        var registered = caller.tokens().introspectionAlg();
        if (registered != null) return registered;
        // A profile may know something better than the usual.
        return caller.profile().algorithms().contains(USUAL_ALGORITHM)
                ? USUAL_ALGORITHM
                : caller.tokens().signedLikeIdToken();
    }
}
