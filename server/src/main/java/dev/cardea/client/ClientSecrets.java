package dev.cardea.client;

import dev.cardea.jose.Sealing;
import dev.cardea.oauth.ClientId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Client secrets at rest. A client may have to prove itself by a MAC made with its secret (`client_secret_jwt`), so
/// they are sealed, not hashed; each for its own client, so that one cannot be moved to another row.
public final class ClientSecrets {
    private final Sealing sealing;

    public ClientSecrets(Sealing sealing) {
        this.sealing = sealing;
    }

    public byte[] seal(ClientId id, String secret) {
        return sealing.seal(purpose(id), secret.getBytes(StandardCharsets.UTF_8));
    }

    public Optional<String> open(ClientId id, byte[] sealed) {
        return sealing.open(purpose(id), sealed).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String purpose(ClientId id) {
        return "client-secret:" + id.value();
    }
}
