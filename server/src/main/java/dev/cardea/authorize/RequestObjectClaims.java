package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.oauth.When;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static dev.cardea.authorize.RequestObjects.invalid;

/// What a request object must say about itself (RFC 9101 §4, §5, §6.3, §10.8).
public final class RequestObjectClaims {
    private static final Duration SKEW = Duration.ofSeconds(10);
    /// FAPI 2.0 Message Signing §5.3.1.
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<String> NEVER_INSIDE = Set.of("request", "request_uri");

    private final String issuer;
    private final InstantSource clock;

    public RequestObjectClaims(String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request_object`
    void check(Map<String, Object> claims, Client client, boolean signed) {
        var id = client.id().value();
        checkMember(claims, "iss", id, signed);
        checkMember(claims, "client_id", id, false);
        // What a client signs to authenticate has its id here, and must not start a sign-in (RFC 9101 §10.8).
        if (id.equals(claims.get("sub"))) throw invalid("sub must not be the client_id");
        if ((signed || claims.containsKey("aud")) && !isForUs(claims.get("aud")))
            throw invalid("aud must be " + issuer).with("aud", String.valueOf(claims.get("aud")));
        for (var name : NEVER_INSIDE)
            if (claims.containsKey(name)) throw invalid(name + " must not be inside (RFC 9101 §4)");
        checkTimes(claims, client.profile().boundsRequestTimes());
    }

    /// The same for one that leaves nothing out (CIBA Core §7.1.1).
    ///
    /// @return when it can be presented no more
    Instant checkWhole(Map<String, Object> claims, Client client) {
        for (var name : List.of("exp", "iat", "nbf", "jti"))
            if (!claims.containsKey(name)) throw invalid(name + " is missing");
        if (!(claims.get("jti") instanceof String id) || id.isEmpty()) throw invalid("jti is no text");
        check(claims, client, true);
        var expires = time(claims, "exp").orElseThrow();
        if (expires.isAfter(clock.instant().plus(LONGEST).plus(SKEW))) throw invalid("exp is more than an hour away");
        return expires.plus(SKEW);
    }

    private static void checkMember(Map<String, Object> claims, String name, String value, boolean required) {
        if (!claims.containsKey(name) && !required) return;
        if (!value.equals(claims.get(name)))
            throw invalid(name + " must be the client_id of the request")
                    .with(name, String.valueOf(claims.get(name)));
    }

    private boolean isForUs(@org.jspecify.annotations.Nullable Object audience) {
        return issuer.equals(audience) || (audience instanceof Collection<?> several && several.contains(issuer));
    }

    private void checkTimes(Map<String, Object> claims, boolean bounded) {
        var now = clock.instant();
        var expires = time(claims, "exp");
        var notBefore = time(claims, "nbf");
        if (expires.isPresent() && !now.isBefore(expires.get().plus(SKEW)))
            throw invalid("it has expired").with("exp", When.of(expires.get(), now));
        if (isFuture(notBefore, now))
            throw invalid("nbf is in the future").with("nbf", When.of(notBefore.orElseThrow(), now));
        var issued = time(claims, "iat");
        if (isFuture(issued, now))
            throw invalid("iat is in the future").with("iat", When.of(issued.orElseThrow(), now));
        if (!bounded) return;
        if (expires.isEmpty() || notBefore.isEmpty()) throw invalid("this client must send exp and nbf");
        if (notBefore.get().plus(LONGEST).isBefore(now))
            throw invalid("nbf is more than an hour ago")
                    .with("nbf", When.of(notBefore.get(), now));
        if (expires.get().isAfter(notBefore.get().plus(LONGEST)))
            throw invalid("exp is more than an hour after nbf")
                    .with("exp", When.of(expires.get(), now))
                    .with("nbf", When.of(notBefore.get(), now));
    }

    private static boolean isFuture(Optional<Instant> time, Instant now) {
        return time.isPresent() && time.get().isAfter(now.plus(SKEW));
    }

    private static Optional<Instant> time(Map<String, Object> claims, String name) {
        if (!claims.containsKey(name)) return Optional.empty();
        if (claims.get(name) instanceof Number seconds) return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
        throw invalid(name + " is not a number");
    }
}
