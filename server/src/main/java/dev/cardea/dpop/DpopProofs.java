package dev.cardea.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import dev.cardea.client.Client;
import dev.cardea.client.OneTimeStore;
import dev.cardea.http.Request;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.jose.Verifiers;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.When;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Checks the proofs that come with requests (RFC 9449 §4.3).
public final class DpopProofs {
    /// `dpop_signing_alg_values_supported`.
    public static final List<String> ALGORITHMS = Verifiers.ALGORITHMS.stream().sorted().toList();
    private static final JOSEObjectType TYP = new JOSEObjectType("dpop+jwt");
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final int MAX_ID = 256;

    private final List<String> bases;
    private final boolean nonceRequired;
    private final DpopNonces nonces;
    private final OneTimeStore oneTime;
    private final InstantSource clock;

    /// @param bases whose addresses proofs are made for, the usual one first
    /// @param nonceRequired whether a proof must have a nonce of this server; one that it has must be right in any case
    public DpopProofs(
            List<String> bases, boolean nonceRequired, DpopNonces nonces, OneTimeStore oneTime, InstantSource clock) {
        this.bases = List.copyOf(bases);
        this.nonceRequired = nonceRequired;
        this.nonces = nonces;
        this.oneTime = oneTime;
        this.clock = clock;
    }

    /// The thumbprint (RFC 7638) of the key that the sender holds; empty where the request has no proof.
    ///
    /// @param accessToken that the proof must be for; null where there is none
    /// @param client that sends it
    /// @throws OAuthException `invalid_dpop_proof` or `use_dpop_nonce`
    public Optional<String> thumbprint(Request request, @Nullable String accessToken, Client client) {
        var headers = request.headers("DPoP");
        if (headers.isEmpty()) return Optional.empty();
        request.answerWith("DPoP-Nonce", nonces.current());
        if (headers.size() > 1) throw invalid("there is more than one DPoP header");
        var proof = ForeignJwt.parse(headers.getFirst()).orElseThrow(() -> invalid("it is not a signed JWT"));
        var key = key(proof, client);
        checkClaims(proof, request);
        if (accessToken != null && !TokenHash.of(accessToken).base64Url().equals(proof.claims().get("ath")))
            throw invalid("ath is not the hash of the access token");
        checkNonce(proof.claims().get("nonce"));
        var thumbprint = thumbprint(key);
        // Last, because it spends the proof.
        checkUnused(proof, thumbprint);
        return Optional.of(thumbprint);
    }

    private static JWK key(ForeignJwt proof, Client client) {
        var header = proof.header();
        if (!TYP.equals(header.getType())) throw invalid("typ must be dpop+jwt");
        var algorithms = client.profile().algorithms();
        if (!algorithms.contains(header.getAlgorithm().getName()))
            throw invalid("alg must be one of " + String.join(", ", new TreeSet<>(algorithms)))
                    .with("alg", header.getAlgorithm().getName());
        var key = header.getJWK();
        if (key == null || key.isPrivate()) throw invalid("jwk must be a public key");
        if (!proof.isPlain() || !proof.isSignedBy(key)) throw invalid("its signature does not match its key");
        return key;
    }

    private void checkClaims(ForeignJwt proof, Request request) {
        var claims = proof.claims();
        if (!request.method().equals(claims.get("htm")))
            throw invalid("htm must be " + request.method())
                    .with("htm", String.valueOf(claims.get("htm")));
        if (!(claims.get("htu") instanceof String htu) || !isAddress(htu, request))
            throw invalid("htu must be " + bases.getFirst() + request.path()).with("htu",
                    String.valueOf(claims.get("htu")));
        if (!(claims.get("iat") instanceof Number iat)) throw invalid("iat is missing");
        var issuedAt = Instant.ofEpochSecond(iat.longValue());
        var now = clock.instant();
        if (issuedAt.isAfter(now.plus(SKEW)) || issuedAt.isBefore(now.minus(LIFETIME)))
            throw invalid("iat is not within the last minute").with("iat", When.of(issuedAt, now));
    }

    private boolean isAddress(String htu, Request request) {
        var said = normalized(htu);
        return said.isPresent() && bases.stream().anyMatch(base -> said.equals(normalized(base + request.path())));
    }

    /// §4.3 step 9: without query and fragment, as RFC 3986 §6.2.2 and §6.2.3 compare.
    private static Optional<String> normalized(String address) {
        try {
            var uri = new URI(address).normalize();
            if (uri.getScheme() == null || uri.getHost() == null) return Optional.empty();
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + uri.getPath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private void checkNonce(@Nullable Object nonce) {
        if (nonce == null ? nonceRequired : !(nonce instanceof String text && nonces.isCurrent(text)))
            throw OAuthError.of(ErrorCode.use_dpop_nonce,
                    "put the value of the DPoP-Nonce header of this answer into the proof as nonce")
                    .by("RFC 9449 §8")
                    .with("nonce", nonce == null ? "there was none" : "not one of the last minutes");
    }

    private void checkUnused(ForeignJwt proof, String thumbprint) {
        if (!(proof.claims().get("jti") instanceof String id) || id.isEmpty() || id.length() > MAX_ID)
            throw invalid("jti is missing");
        var forget = clock.instant().plus(LIFETIME).plus(SKEW).plus(SKEW);
        if (!oneTime.consume("dpop", TokenHash.of(thumbprint + " " + id), forget))
            throw invalid("it was used before");
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw invalid("jwk has no thumbprint");
        }
    }

    private static OAuthException invalid(String why) {
        return OAuthError.of(ErrorCode.invalid_dpop_proof, "the DPoP proof is not valid: " + why + " (RFC 9449 §4.3)");
    }
}
