package dev.cardea.jose;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How something is encrypted for its reader (JWE, RFC 7516).
///
/// @param alg how the content's key reaches the reader; one of [#ALGORITHMS]
/// @param enc how the content is encrypted; one of [#METHODS]
public record Encryption(String alg, String enc) {
    /// RSA1_5 is absent for good: its padding tells an attacker who may ask often enough what was encrypted.
    private static final List<String> RSA = List.of("RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512", "RSA-OAEP");
    private static final List<String> ECDH = List.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");
    private static final List<String> SECRET = List.of(
            "A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW", "dir");
    public static final List<String> ALGORITHMS = Stream.of(RSA, ECDH, SECRET).flatMap(List::stream).toList();
    public static final List<String> METHODS = List.of(
            "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM");
    /// What holds where only the `alg` is registered (OIDC Registration §2).
    public static final String USUAL_METHOD = "A128CBC-HS256";
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
    private static final int SHORTEST_RSA_KEY = 2048;

    /// Whether the key is made from the reader's secret, and not a public key of its own.
    public boolean isWithSecret() {
        return SECRET.contains(alg);
    }

    /// Whether this public key may be used for it.
    public boolean fits(JWK key) {
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.ENCRYPTION)) return false;
        if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(alg)) return false;
        return switch (key) {
            case RSAKey rsa -> RSA.contains(alg) && rsa.size() >= SHORTEST_RSA_KEY;
            case ECKey ec -> ECDH.contains(alg) && CURVES.contains(ec.getCurve());
            case OctetKeyPair pair -> ECDH.contains(alg) && pair.getCurve().equals(Curve.X25519);
            default -> false;
        };
    }

    /// The symmetric key that a secret stands for: the left part of its hash (OIDC Core §10.2).
    public JWK keyOf(String secret) {
        int bits = keyBits();
        var hash = bits <= 256 ? "SHA-256" : bits <= 384 ? "SHA-384" : "SHA-512";
        try {
            var digest = MessageDigest.getInstance(hash).digest(secret.getBytes(StandardCharsets.UTF_8));
            return new OctetSequenceKey.Builder(Arrays.copyOf(digest, bits / Byte.SIZE)).build();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + hash, e);
        }
    }

    private int keyBits() {
        if (alg.equals("dir")) return EncryptionMethod.parse(enc).cekBitLength();
        return Integer.parseInt(alg.substring(1, 4));
    }

    /// A signed JWT, encrypted: `cty` says that there is one inside (RFC 7519 §5.2).
    ///
    /// @param key one that [#fits(JWK)], or that of a secret
    /// @throws IllegalArgumentException where nothing can be kept secret with the key
    public String nested(String jwt, JWK key) {
        return encrypted(jwt, header(key).contentType("JWT").build(), key);
    }

    /// Claims that nobody signed, encrypted.
    public String claims(String json, JWK key) {
        return encrypted(json, header(key).build(), key);
    }

    private JWEHeader.Builder header(JWK key) {
        return new JWEHeader.Builder(JWEAlgorithm.parse(alg), EncryptionMethod.parse(enc)).keyID(key.getKeyID());
    }

    private static String encrypted(String content, JWEHeader header, JWK key) {
        try {
            var object = new JWEObject(header, new Payload(Base64URL.encode(content)));
            object.encrypt(encrypter(header, key));
            return object.serialize();
        } catch (JOSEException e) {
            throw new IllegalArgumentException("cannot encrypt by " + header.getAlgorithm() + " for this key", e);
        }
    }

    private static JWEEncrypter encrypter(JWEHeader header, JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSAEncrypter(rsa);
            case ECKey ec -> new ECDHEncrypter(ec);
            case OctetKeyPair pair -> new X25519Encrypter(pair);
            case OctetSequenceKey secret -> header.getAlgorithm().equals(JWEAlgorithm.DIR)
                    ? new DirectEncrypter(secret)
                    : new AESEncrypter(secret);
            default -> throw new JOSEException("no such key can encrypt");
        };
    }
}
