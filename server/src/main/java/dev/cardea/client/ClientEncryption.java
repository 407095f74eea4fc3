package dev.cardea.client;

import com.nimbusds.jose.jwk.JWK;
import dev.cardea.jose.Encryption;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Encrypts answers for a client that is registered for it: with a public key of its own, or with its secret
/// (OIDC Core §10.2).
public final class ClientEncryption {
    private final ClientKeys keys;

    public ClientEncryption(ClientKeys keys) {
        this.keys = keys;
    }

    /// The signed JWT in one that only the client can open.
    ///
    /// @param encryption null for none: the JWT as it is
    public String nested(String jwt, Client client, @Nullable Encryption encryption) {
        return encryption == null ? jwt : encrypted(() -> encryption.nested(jwt, key(client, encryption)));
    }

    /// Unsigned claims that only the client can read.
    public String claims(String json, Client client, Encryption encryption) {
        return encrypted(() -> encryption.claims(json, key(client, encryption)));
    }

    private static String encrypted(Supplier<String> encryption) {
        try {
            return encryption.get();
        } catch (IllegalArgumentException e) {
            throw OAuthError.of(ErrorCode.temporarily_unavailable, "nothing can be encrypted with the client's key");
        }
    }

    private JWK key(Client client, Encryption encryption) {
        var secret = client.credentials().secret();
        if (encryption.isWithSecret() && secret != null) return encryption.keyOf(secret);
        return keys.encrypting(client, encryption)
                .orElseThrow(() -> OAuthError.of(ErrorCode.temporarily_unavailable,
                        "the client's key set has no key for " + encryption.alg()));
    }
}
