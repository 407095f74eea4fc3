package dev.cardea.jose;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// Signatures (Ed25519, RFC 8032) for one purpose, with keys that are derived from the secrets and stored nowhere. What
/// was signed under a former secret is still verified.
public final class DerivedSignatures {
    /// @param key the id of the secret that the key is derived from
    public record Signature(int key, byte[] value) {}

    private final List<RootKey> currentFirst;
    private final byte[] purpose;

    DerivedSignatures(List<RootKey> currentFirst, String purpose) {
        this.currentFirst = currentFirst;
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
    }

    public Signature sign(byte[] message) {
        var root = currentFirst.getFirst();
        var signer = new Ed25519Signer();
        signer.init(true, key(root));
        signer.update(message, 0, message.length);
        return new Signature(root.id(), signer.generateSignature());
    }

    public boolean verify(int key, byte[] message, byte[] signature) {
        return currentFirst.stream().filter(root -> root.id() == key).anyMatch(root -> {
            var verifier = new Ed25519Signer();
            verifier.init(false, key(root).generatePublicKey());
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        });
    }

    private Ed25519PrivateKeyParameters key(RootKey root) {
        return new Ed25519PrivateKeyParameters(root.expand("signatures", purpose));
    }
}
