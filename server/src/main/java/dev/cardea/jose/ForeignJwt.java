package dev.cardea.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.json.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A signed JWT (RFC 7519) that somebody else made: read, and not yet believed.
///
/// @param claims of which `exp`, `nbf` and `iat` are possible times where they are numbers
public record ForeignJwt(SignedJWT jwt, Map<String, Object> claims) {
    static final int MAX_LENGTH = 8192;
    /// The year 5138, in seconds.
    private static final double AFTER_ALL_TIME = 1e11;

    /// Empty where it is too long or no signed JWT.
    public static Optional<ForeignJwt> parse(String text) {
        var parts = text.split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length != 3) return Optional.empty();
        try {
            // One strict reader for all JSON: others differ on duplicate members, and that is how checks are evaded.
            object(parts[0]);
            var claims = withPossibleTimes(object(parts[1]));
            var signature = Base64URL.encode(bytes(parts[2]));
            var jwt = new SignedJWT(new Base64URL(parts[0]), new Base64URL(parts[1]), signature);
            return Optional.of(new ForeignJwt(jwt, claims));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What `alg` its header names, without a look at the rest; empty where there is none.
    public static Optional<String> algorithm(String text) {
        int end = text.indexOf('.');
        if (text.length() > MAX_LENGTH || end < 0) return Optional.empty();
        try {
            return Optional.ofNullable(object(text.substring(0, end)).get("alg")).map(String::valueOf);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Times are numbers of any kind (RFC 7519 §2 NumericDate); one beyond all calendars would come out as another one.
    static Map<String, Object> withPossibleTimes(Map<String, Object> claims) {
        for (var name : List.of("exp", "nbf", "iat"))
            if (claims.get(name) instanceof Number time && !(Math.abs(time.doubleValue()) < AFTER_ALL_TIME))
                throw new IllegalArgumentException(name + " is no time");
        return claims;
    }

    static Map<String, Object> object(String part) {
        return Json.object(new String(bytes(part), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String part) {
        return Base64Url.decode(part).orElseThrow(() -> new IllegalArgumentException("not base64url"));
    }

    public JWSHeader header() {
        return jwt.getHeader();
    }

    /// Whether the header asks for nothing that would have to be understood first (RFC 7515 §4.1.11, RFC 7797).
    public boolean isPlain() {
        return header().getCriticalParams() == null && header().isBase64URLEncodePayload();
    }

    public boolean isSignedBy(JWK key) {
        try {
            var verifier = Verifiers.of(key, header().getAlgorithm());
            return verifier.isPresent() && jwt.verify(verifier.get());
        } catch (JOSEException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ForeignJwt";
    }
}
