package dev.cardea.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The JWS algorithms that the server signs with (RFC 7518 §3.1, RFC 8037 §3.1), spelled as on the wire.
public enum Algorithm {
    RS256, PS256, ES256, EdDSA;

    private static final int RSA_BITS = 2048;
    private static final int PSS_SALT = 32;
    private static final int ED25519_BYTES = 32;
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] ED25519_PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /// The hash function inside, as JCA names it.
    public String hash() {
        return this == EdDSA ? "SHA-512" : "SHA-256";
    }

    /// A new private key with the given `kid`.
    JWK generate(String kid) {
        try {
            var pair = switch (this) {
                case RS256, PS256 -> {
                    var generator = Providers.keyPairGenerator("RSA");
                    generator.initialize(RSA_BITS);
                    yield generator.generateKeyPair();
                }
                case ES256 -> {
                    var generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                    yield generator.generateKeyPair();
                }
                case EdDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            };
            var algorithm = JWSAlgorithm.parse(name());
            return switch (this) {
                case RS256, PS256 -> new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                        .privateKey(pair.getPrivate())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .keyID(kid)
                        .build();
                case ES256 -> new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                        .privateKey(pair.getPrivate())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .keyID(kid)
                        .build();
                case EdDSA -> new OctetKeyPair.Builder(Curve.Ed25519, last32(pair.getPublic().getEncoded()))
                        .d(last32(pair.getPrivate().getEncoded()))
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .keyID(kid)
                        .build();
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a key for " + this, e);
        }
    }

    private static Base64URL last32(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
    }

    PrivateKey privateKey(JWK jwk) throws GeneralSecurityException, JOSEException {
        return switch (this) {
            case RS256, PS256 -> jwk.toRSAKey().toPrivateKey();
            case ES256 -> jwk.toECKey().toPrivateKey();
            case EdDSA -> KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(
                            join(ED25519_PKCS8, jwk.toOctetKeyPair().getDecodedD())));
        };
    }

    PublicKey publicKey(JWK jwk) throws GeneralSecurityException, JOSEException {
        return switch (this) {
            case RS256, PS256 -> jwk.toRSAKey().toPublicKey();
            case ES256 -> jwk.toECKey().toPublicKey();
            case EdDSA -> KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(
                            join(ED25519_X509, jwk.toOctetKeyPair().getDecodedX())));
        };
    }

    private static byte[] join(byte[] prefix, byte[] key) {
        var joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }

    /// A fresh signature object of the fastest provider at hand.
    Signature signature() throws GeneralSecurityException {
        return switch (this) {
            case RS256 -> Providers.signature("SHA256withRSA");
            case PS256 -> {
                var signature = Providers.signature("RSASSA-PSS");
                signature.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSS_SALT, 1));
                yield signature;
            }
            // JWS wants R and S side by side, not DER (RFC 7518 §3.4).
            case ES256 -> Providers.signature("SHA256withECDSAinP1363Format");
            case EdDSA -> Providers.signature("Ed25519");
        };
    }
}
