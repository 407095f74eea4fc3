package dev.cardea.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// A client that opens what is encrypted for its X25519 key, by another library than the server's.
final class TestX25519 extends ECDHCryptoProvider implements JWEDecrypter {
    private final OctetKeyPair pair;

    TestX25519(OctetKeyPair pair) throws JOSEException {
        super(Curve.X25519, null);
        this.pair = pair;
    }

    static OctetKeyPair key() {
        var key = new X25519PrivateKeyParameters(new SecureRandom());
        return new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(key.generatePublicKey().getEncoded()))
                .d(Base64URL.encode(key.getEncoded()))
                .keyID("x25519")
                .build();
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.X25519);
    }

    @Override
    public byte[] decrypt(JWEHeader header, Base64URL encryptedKey, Base64URL iv, Base64URL cipherText,
            Base64URL authTag, byte[] aad) throws JOSEException {
        var agreement = new X25519Agreement();
        agreement.init(new X25519PrivateKeyParameters(pair.getDecodedD()));
        var shared = new byte[agreement.getAgreementSize()];
        var ephemeral = ((OctetKeyPair) header.getEphemeralPublicKey()).getDecodedX();
        agreement.calculateAgreement(new X25519PublicKeyParameters(ephemeral), shared, 0);
        return decryptWithZ(header, aad, new SecretKeySpec(shared, "AES"), encryptedKey, iv, cipherText, authTag,
                100_000);
    }
}
