package dev.cardea.registration;

import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.jose.Verifiers;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metadata about a client that somebody trusted vouches for, as a signed JWT (RFC 7591 §2.3).
final class SoftwareStatements {
    static final String NAME = "software_statement";
    private static final List<String> ABOUT_THE_JWT = List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");
    private static final long SKEW_SECONDS = 10;

    private final Map<String, JWKSet> issuers;
    private final InstantSource clock;

    SoftwareStatements(Map<String, JWKSet> issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /// The metadata in a statement that is signed by one of the trusted issuers, and valid now.
    Map<String, Object> verified(String statement) {
        var jwt = parsed(statement);
        if (!(jwt.claims().get("iss") instanceof String issuer)) throw invalid("it has no iss");
        var keys = issuers.get(issuer);
        if (keys == null)
            throw OAuthError.of(ErrorCode.unapproved_software_statement,
                    "the issuer of the software statement is not one that this server trusts");
        if (!jwt.isPlain() || !Verifiers.ALGORITHMS.contains(jwt.header().getAlgorithm().getName()))
            throw invalid("its header is not one that is understood");
        var kid = jwt.header().getKeyID();
        if (keys.getKeys().stream().filter(key -> kid == null || kid.equals(key.getKeyID())).noneMatch(jwt::isSignedBy))
            throw invalid("it is not signed by a key of its issuer");
        checkTimes(jwt.claims());
        return metadata(jwt);
    }

    private void checkTimes(Map<String, Object> claims) {
        var now = clock.instant().getEpochSecond();
        if (claims.get("exp") instanceof Number exp && exp.longValue() + SKEW_SECONDS <= now)
            throw invalid("it has expired");
        for (var name : List.of("nbf", "iat"))
            if (claims.get(name) instanceof Number time && time.longValue() - SKEW_SECONDS > now)
                throw invalid("its " + name + " is in the future");
    }

    /// The metadata in a statement that was verified when the client was registered.
    static Map<String, Object> accepted(String statement) {
        return metadata(parsed(statement));
    }

    private static Map<String, Object> metadata(ForeignJwt jwt) {
        var metadata = new LinkedHashMap<>(jwt.claims());
        ABOUT_THE_JWT.forEach(metadata::remove);
        metadata.remove(NAME);
        return metadata;
    }

    private static ForeignJwt parsed(String statement) {
        return ForeignJwt.parse(statement).orElseThrow(() -> invalid("it is no signed JWT of at most 8 KB"));
    }

    private static OAuthException invalid(String why) {
        return OAuthError.of(ErrorCode.invalid_software_statement, "the software statement is not valid: " + why);
    }
}
