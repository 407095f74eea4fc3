package dev.cardea;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// What a client can do with the published keys: Nimbus verifies with them, and Bouncy Castle where the algorithm is
/// EdDSA. Neither shares code with the server's own verification.
public record TestJwks(JWKSet keys) {
    public static TestJwks of(TestCardea cardea) {
        try {
            return new TestJwks(JWKSet.parse(cardea.get("/.well-known/jwks.json").body()));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    public List<JWK> signing() {
        return keys.getKeys().stream().filter(key -> KeyUse.SIGNATURE.equals(key.getKeyUse())).toList();
    }

    /// Those to encrypt with for the server.
    public List<JWK> encrypting() {
        return keys.getKeys().stream().filter(key -> KeyUse.ENCRYPTION.equals(key.getKeyUse())).toList();
    }

    /// Whether the token's `kid` is published for its `alg`, and the signature is that key's.
    public boolean verifies(SignedJWT token) {
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        if (key == null || !token.getHeader().getAlgorithm().equals(key.getAlgorithm())) return false;
        try {
            return JWSAlgorithm.EdDSA.equals(key.getAlgorithm())
                    ? verifiesEd25519(key, token)
                    : token.verify(new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(),
                            ((AsymmetricJWK) key).toPublicKey()));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean verifiesEd25519(JWK key, SignedJWT token) {
        var signer = new Ed25519Signer();
        signer.init(false, new Ed25519PublicKeyParameters(key.toOctetKeyPair().getDecodedX()));
        var input = token.getSigningInput();
        signer.update(input, 0, input.length);
        return signer.verifySignature(token.getSignature().decode());
    }
}
