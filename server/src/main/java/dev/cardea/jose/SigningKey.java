package dev.cardea.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One key of the [KeyRing], ready to sign and verify. Initialized signature objects are kept and used again:
/// preparing one costs as much as an ES256 signature.
final class SigningKey {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    final Algorithm algorithm;
    final JWK publicJwk;
    final int number;
    final Instant activeFrom;
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final ConcurrentLinkedQueue<Signature> signers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Signature> verifiers = new ConcurrentLinkedQueue<>();

    SigningKey(Algorithm algorithm, int number, JWK jwk, Instant activeFrom) {
        this.algorithm = algorithm;
        this.number = number;
        this.activeFrom = activeFrom;
        publicJwk = jwk.toPublicJWK();
        try {
            privateKey = algorithm.privateKey(jwk);
            publicKey = algorithm.publicKey(jwk);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("signing key " + jwk.getKeyID() + " cannot be read", e);
        }
    }

    String kid() {
        return publicJwk.getKeyID();
    }

    /// The encoded JOSE header of every token of this `typ` that this key signs.
    String header(String typ) {
        return headers.computeIfAbsent(typ, _ -> {
            var json = "{\"alg\":\"" + algorithm + "\",\"typ\":\"" + typ + "\",\"kid\":\"" + kid() + "\"}";
            return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
        });
    }

    /// A JWS in compact form (RFC 7515 §7.1).
    String sign(String header, byte[] payload) {
        var input = header + "." + BASE64.encodeToString(payload);
        try {
            var signer = signers.poll();
            if (signer == null) {
                signer = algorithm.signature();
                signer.initSign(privateKey);
            }
            signer.update(input.getBytes(StandardCharsets.ISO_8859_1));
            var signature = signer.sign();
            signers.add(signer);
            return input + "." + BASE64.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with " + kid() + " failed", e);
        }
    }

    boolean verifies(String signingInput, byte[] signature) {
        try {
            var verifier = verifiers.poll();
            if (verifier == null) {
                verifier = algorithm.signature();
                verifier.initVerify(publicKey);
            }
            verifier.update(signingInput.getBytes(StandardCharsets.ISO_8859_1));
            var valid = verifier.verify(signature);
            verifiers.add(verifier);
            return valid;
        } catch (SignatureException e) {
            return false; // of the wrong length or form; the object is not used again
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("verifying with " + kid() + " failed", e);
        }
    }
}
