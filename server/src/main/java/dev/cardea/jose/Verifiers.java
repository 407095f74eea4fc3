package dev.cardea.jose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;
import java.util.Set;

/// Verifiers for JWTs that others signed with a key pair. The key decides which algorithms are possible with it, never
/// the token (RFC 8725 §3.1).
public final class Verifiers {
    /// The asymmetric algorithms accepted from others (RFC 7518 §3.1, RFC 8037).
    public static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
            "ES384", "ES512", "EdDSA");

    /// Reading a key takes a sixth of the time of ES256, and a third of that of RS256; most keys come again.
    private static final Cache<Use, JWSVerifier> RECENT = Caffeine.newBuilder().maximumSize(1000).build();

    private record Use(JWK key, JWSAlgorithm algorithm) {}

    private Verifiers() {}

    /// Empty where a key of this kind cannot be used with the algorithm.
    public static Optional<JWSVerifier> of(JWK key, JWSAlgorithm algorithm) throws JOSEException {
        var use = new Use(key, algorithm);
        var recent = RECENT.getIfPresent(use);
        if (recent != null) return Optional.of(recent);
        var made = made(key, algorithm);
        made.ifPresent(verifier -> RECENT.put(use, verifier));
        return made;
    }

    private static Optional<JWSVerifier> made(JWK key, JWSAlgorithm algorithm) throws JOSEException {
        if (!ALGORITHMS.contains(algorithm.getName())) return Optional.empty();
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) return Optional.empty();
        JWSVerifier verifier = switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey ec -> new ECDSAVerifier(ec);
            case OctetKeyPair pair -> new Ed25519Verifier(pair);
            default -> null;
        };
        if (verifier == null || !verifier.supportedJWSAlgorithms().contains(algorithm)) return Optional.empty();
        if (Providers.fastest() != null) verifier.getJCAContext().setProvider(Providers.fastest());
        return Optional.of(verifier);
    }
}
