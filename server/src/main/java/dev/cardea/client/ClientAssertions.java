package dev.cardea.client;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.cardea.http.Request;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.When;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import static dev.cardea.oauth.OAuthError.invalidClient;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// What the two methods that send a JWT have in common (RFC 7521 §4.2, RFC 7523 §3, OIDC Core §9).
public final class ClientAssertions {
    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final String issuer;
    private final Set<String> endpoints;
    private final OneTimeStore oneTime;
    private final InstantSource clock;

    /// @param endpoints what an assertion's `aud` may be beside the issuer (RFC 9126 §2)
    public ClientAssertions(String issuer, Set<String> endpoints, OneTimeStore oneTime, InstantSource clock) {
        this.issuer = issuer;
        this.endpoints = Set.copyOf(endpoints);
        this.oneTime = oneTime;
        this.clock = clock;
    }

    /// @param client named by the assertion, not proven
    record Assertion(ForeignJwt jwt, JWTClaimsSet claims, ClientId client) {
        JWSHeader header() {
            return jwt.header();
        }

        @Override
        public String toString() {
            return "Assertion[" + client + "]";
        }
    }

    /// The request's assertion, parsed and nothing more; empty where it is made with an algorithm of the other method.
    static Optional<Assertion> detect(Request request, Predicate<String> algorithms) {
        var form = request.form();
        var text = form.get("client_assertion");
        if (text.isEmpty()) return Optional.empty();
        if (!form.get("client_assertion_type").equals(Optional.of(TYPE)))
            throw invalidRequest("client_assertion_type must be " + TYPE);
        if (!algorithms.test(ForeignJwt.algorithm(text.get()).orElseThrow(ClientAssertions::unreadable)))
            return Optional.empty();
        var parsed = ForeignJwt.parse(text.get()).orElseThrow(ClientAssertions::unreadable);
        try {
            var claims = JWTClaimsSet.parse(parsed.claims());
            if (claims.getSubject() == null || claims.getSubject().isEmpty())
                throw invalidClient("client_assertion needs iss and sub, both the client_id (RFC 7523 §3)");
            return Optional.of(new Assertion(parsed, claims, new ClientId(claims.getSubject())));
        } catch (ParseException e) {
            throw unreadable();
        }
    }

    private static OAuthException unreadable() {
        return invalidClient("client_assertion is not a signed JWT of at most 8 KB");
    }

    /// Whether the claims hold for this server, now, for the first time. To be asked after the signature was verified,
    /// since it spends the `jti`.
    boolean accepts(Assertion assertion, Client client) {
        var expires = assertion.claims().getExpirationTime();
        return wrong(assertion, client).isEmpty()
                && expires != null
                && oneTime.consume(
                        "client-assertion", TokenHash.of(assertion.client() + " " + assertion.claims().getJWTID()),
                        expires.toInstant().plus(SKEW));
    }

    /// Why an assertion that is signed as it should be was not accepted, for the operator.
    String flaw(Assertion assertion, Client client) {
        return wrong(assertion, client).orElse("its jti was used before");
    }

    private Optional<String> wrong(Assertion assertion, Client client) {
        var claims = assertion.claims();
        var now = clock.instant();
        var id = claims.getJWTID();
        if (!assertion.client().value().equals(claims.getIssuer())) return Optional.of("iss is not the client_id");
        if (!isForUs(assertion, client))
            return Optional.of("aud is " + claims.getAudience() + ", and must be " + accepted(client));
        if (claims.getExpirationTime() == null) return Optional.of("exp is missing");
        var expires = claims.getExpirationTime().toInstant();
        if (!now.isBefore(expires.plus(SKEW))) return Optional.of("it has expired: " + When.of(expires, now).get());
        if (expires.isAfter(now.plus(LONGEST)))
            return Optional.of("it is valid for more than an hour: " + When.of(expires, now).get());
        if (isFuture(claims.getNotBeforeTime(), now)) return Optional.of("nbf is in the future");
        if (isFuture(claims.getIssueTime(), now)) return Optional.of("iat is in the future");
        if (!assertion.jwt().isPlain()) return Optional.of("its header has a parameter that is not understood");
        return id == null || id.isEmpty() ? Optional.of("jti is missing") : Optional.empty();
    }

    private String accepted(Client client) {
        return client.profile().addressesIssuerOnly()
                ? issuer + ", as a string"
                : issuer + " or one of " + String.join(", ", endpoints);
    }

    private boolean isForUs(Assertion assertion, Client client) {
        // As it was written: Nimbus makes a list of a string.
        if (client.profile().addressesIssuerOnly()) return issuer.equals(assertion.jwt().claims().get("aud"));
        return assertion.claims()
                .getAudience()
                .stream()
                .anyMatch(audience -> audience.equals(issuer) || endpoints.contains(audience));
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus speaks it
    private static boolean isFuture(@org.jspecify.annotations.Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }
}
