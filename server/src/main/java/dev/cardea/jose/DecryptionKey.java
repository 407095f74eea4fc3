package dev.cardea.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One key pair of [DecryptionKeys] (RFC 7516, RFC 7518 §4 and §5).
final class DecryptionKey {
    private static final List<String> RSA_ALGORITHMS = List.of("RSA-OAEP-256");
    private static final List<String> EC_ALGORITHMS = List.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW");
    static final List<String> ALGORITHMS = Stream.concat(RSA_ALGORITHMS.stream(), EC_ALGORITHMS.stream()).toList();
    static final List<String> METHODS = List.of("A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM");
    /// Longer than the longest JWT that is read, encrypted.
    private static final int MAX_LENGTH = 12 * 1024;
    private static final int RSA_BITS = 2048;
    private static final int PARTS = 5;

    /// As it is stored.
    enum Kind {
        RSA, EC;

        JWK generate(String kid) {
            try {
                return switch (this) {
                    case RSA -> new RSAKeyGenerator(RSA_BITS)
                            .provider(Providers.fastest())
                            .keyID(kid)
                            .keyUse(KeyUse.ENCRYPTION)
                            .algorithm(JWEAlgorithm.RSA_OAEP_256)
                            .generate();
                    // Good for several algorithms, so it names none.
                    case EC -> new ECKeyGenerator(Curve.P_256).keyID(kid).keyUse(KeyUse.ENCRYPTION).generate();
                };
            } catch (JOSEException e) {
                throw new IllegalStateException("this JDK cannot make a key for " + this, e);
            }
        }
    }

    private final JWK privateJwk;
    private final JWK publicJwk;

    DecryptionKey(JWK privateJwk) {
        this.privateJwk = privateJwk;
        this.publicJwk = privateJwk.toPublicJWK();
    }

    JWK publicJwk() {
        return publicJwk;
    }

    String kid() {
        return publicJwk.getKeyID();
    }

    /// Only what some key could open. Compressed content is not: a few bytes of it can stand for gigabytes.
    static Optional<JWEObject> parse(String text) {
        var parts = text.split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length != PARTS) return Optional.empty();
        if (Stream.of(parts).anyMatch(part -> Base64Url.decode(part).isEmpty())) return Optional.empty();
        try {
            var members = ForeignJwt.object(parts[0]);
            if (members.containsKey("crit") || members.containsKey("zip")) return Optional.empty();
            if (!ALGORITHMS.contains(String.valueOf(members.get("alg")))
                    || !METHODS.contains(String.valueOf(members.get("enc"))))
                return Optional.empty();
            return Optional.of(JWEObject.parse(text));
        } catch (ParseException | RuntimeException e) {
            // Whatever the library makes of a header that was written to confuse it.
            return Optional.empty();
        }
    }

    /// Whether the header leaves it open, or says, that it is for this key.
    boolean isNamedBy(JWEHeader header) {
        var fits = privateJwk instanceof RSAKey ? RSA_ALGORITHMS : EC_ALGORITHMS;
        return fits.contains(header.getAlgorithm().getName())
                && (header.getKeyID() == null || header.getKeyID().equals(kid()));
    }

    Optional<String> open(JWEObject jwe) {
        try {
            // Decrypting changes the object, and another key may have to try.
            var own = JWEObject.parse(jwe.serialize());
            own.decrypt(switch (privateJwk) {
                case RSAKey rsa -> new RSADecrypter(rsa);
                case ECKey ec -> new ECDHDecrypter(ec);
                default -> throw new JOSEException("no such key decrypts");
            });
            return Optional.of(own.getPayload().toString());
        } catch (JOSEException | ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
