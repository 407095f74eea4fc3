package dev.cardea.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AAD;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/// ECDH-ES on X25519 (RFC 8037 §3.2) by the JDK's own key agreement; Nimbus would need another library for it.
final class X25519Encrypter extends ECDHCryptoProvider implements JWEEncrypter {
    private static final String ALGORITHM = "X25519";
    private static final int BYTES = 32;
    /// What stands before the 32 bytes of a public key in its X.509 form (RFC 8410 §4).
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b656e032100");

    private final OctetKeyPair reader;

    X25519Encrypter(OctetKeyPair reader) throws JOSEException {
        super(Curve.X25519, null);
        this.reader = reader;
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.X25519);
    }

    @Override
    public JWECryptoParts encrypt(JWEHeader header, byte[] clearText, byte[] aad) throws JOSEException {
        try {
            var ephemeral = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            var encoded = ephemeral.getPublic().getEncoded();
            var x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
            var whole = new JWEHeader.Builder(header)
                    .ephemeralPublicKey(new OctetKeyPair.Builder(Curve.X25519, x).build())
                    .build();
            var agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(ephemeral.getPrivate());
            // Refuses keys with which every secret would be the same (RFC 7748 §6.1).
            agreement.doPhase(publicKey(), true);
            var shared = new SecretKeySpec(agreement.generateSecret(), "AES");
            return encryptWithZ(whole, shared, clearText, AAD.compute(whole));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("no key agreement with this key", e);
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        var x = reader.getDecodedX();
        var encoded = Arrays.copyOf(X509, X509.length + x.length);
        System.arraycopy(x, 0, encoded, X509.length, x.length);
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
