package dev.cardea.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.jose.Encryption;
import dev.cardea.jose.ForeignJwt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The public keys of clients: what they sign is verified with these, and what only they may read is encrypted with
/// these.
public final class ClientKeys {
    /// Everything that the client's key set holds.
    public JWKSet of(Client client) {
        var registered = client.credentials().jwks();
        return registered == null ? new JWKSet() : registered;
    }

    /// Whether one of the client's keys made the signature: the one that `kid` names, without a `kid` any.
    public boolean verifies(Client client, ForeignJwt jwt) {
        return candidates(of(client), jwt.header().getKeyID()).stream().anyMatch(jwt::isSignedBy);
    }

    private static List<JWK> candidates(JWKSet keys, @Nullable String kid) {
        return kid == null
                ? keys.getKeys()
                : keys.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }

    Optional<JWK> encrypting(Client client, Encryption encryption) {
        return of(client).getKeys().stream().filter(encryption::fits).findFirst();
    }
}
