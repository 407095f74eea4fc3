package dev.cardea.client;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cardea.http.Request;
import dev.cardea.jose.Base64Url;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static dev.cardea.oauth.OAuthError.invalidClient;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// What the two methods that send a JWT have in common (RFC 7521 §4.2, RFC 7523 §3, OIDC Core §9).
public final class ClientAssertions {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int MAX_LENGTH = 8192;
    private static final Duration SKEW = Duration.ofSeconds(10);
    /// The year 5138, in seconds.
    private static final double AFTER_ALL_TIME = 1e11;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Set<String> audiences;
    private final OneTimeStore oneTime;
    private final InstantSource clock;

    /// @param audiences what an assertion's `aud` may be: the issuer, or the token endpoint
    public ClientAssertions(Set<String> audiences, OneTimeStore oneTime, InstantSource clock) {
        this.audiences = Set.copyOf(audiences);
        this.oneTime = oneTime;
        this.clock = clock;
    }

    /// @param client named by the assertion, not proven
    record Assertion(SignedJWT jwt, JWTClaimsSet claims, ClientId client) {
        JWSHeader header() {
            return jwt.getHeader();
        }

        @Override
        public String toString() {
            return "Assertion[" + client + "]";
        }
    }

    /// The request's assertion, parsed and nothing more.
    static Optional<Assertion> detect(Request request) {
        var form = request.form();
        var text = form.get("client_assertion");
        if (text.isEmpty()) return Optional.empty();
        if (!form.get("client_assertion_type").equals(Optional.of(TYPE)))
            throw invalidRequest("client_assertion_type must be " + TYPE);
        if (text.get().length() > MAX_LENGTH) throw invalidClient("client_assertion is too long");
        var parts = text.get().split("\\.", -1);
        try {
            if (parts.length != 3) throw new ParseException("not three parts", 0);
            // One strict reader for all JSON: others differ on duplicate members, and that is how checks are evaded.
            object(parts[0]);
            var jwt = new SignedJWT(new Base64URL(parts[0]), new Base64URL(parts[1]), signature(parts[2]));
            var claims = JWTClaimsSet.parse(withPossibleTimes(object(parts[1])));
            if (claims.getSubject() == null || claims.getSubject().isEmpty())
                throw invalidClient("client_assertion needs iss and sub, both the client_id (RFC 7523 §3)");
            return Optional.of(new Assertion(jwt, claims, new ClientId(claims.getSubject())));
        } catch (ParseException | IllegalArgumentException e) {
            throw invalidClient("client_assertion is not a signed JWT");
        }
    }

    /// Times are numbers of any kind (RFC 7519 §2 NumericDate); one beyond all calendars would come out as another one.
    private static Map<String, Object> withPossibleTimes(Map<String, Object> claims) {
        for (var name : List.of("exp", "nbf", "iat"))
            if (claims.get(name) instanceof Number time && !(Math.abs(time.doubleValue()) < AFTER_ALL_TIME))
                throw new IllegalArgumentException(name + " is no time");
        return claims;
    }

    private static Map<String, Object> object(String part) {
        return Json.object(new String(bytes(part), StandardCharsets.UTF_8));
    }

    private static Base64URL signature(String part) {
        return Base64URL.encode(bytes(part));
    }

    private static byte[] bytes(String part) {
        return Base64Url.decode(part).orElseThrow(() -> new IllegalArgumentException("not base64url"));
    }

    /// Whether the claims hold for this server, now, for the first time. To be asked after the signature was verified,
    /// since it spends the `jti`.
    boolean accepts(Assertion assertion) {
        var claims = assertion.claims();
        var now = clock.instant();
        var expires = claims.getExpirationTime();
        var id = claims.getJWTID();
        return assertion.client().value().equals(claims.getIssuer())
                && isForUs(claims.getAudience())
                && expires != null
                && now.isBefore(expires.toInstant().plus(SKEW))
                && !expires.toInstant().isAfter(now.plus(LONGEST))
                && !isFuture(claims.getNotBeforeTime(), now)
                && !isFuture(claims.getIssueTime(), now)
                && assertion.header().getCriticalParams() == null
                && assertion.header().isBase64URLEncodePayload()
                && id != null
                && !id.isEmpty()
                && oneTime.consume(
                        "client-assertion", TokenHash.of(assertion.client() + " " + id),
                        expires.toInstant().plus(SKEW));
    }

    private boolean isForUs(List<String> audience) {
        return audience.stream().anyMatch(audiences::contains);
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus speaks it
    private static boolean isFuture(@org.jspecify.annotations.Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }
}
