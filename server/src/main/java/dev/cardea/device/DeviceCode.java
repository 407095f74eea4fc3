package dev.cardea.device;

import dev.cardea.client.Client;
import dev.cardea.decoupled.Awaited;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A device that waits for a person (RFC 8628 §3.2). Both of its codes are known by their hashes alone.
public record DeviceCode(
        AuthorizationCode.Key key,
        TokenHash userCode,
        ClientId client,
        Scopes scopes,
        List<Detail> details,
        State state,
        Instant createdAt,
        Instant expiresAt,
        Duration interval,
        Instant nextPollAt)
        implements
            Awaited {
    public DeviceCode {
        details = List.copyOf(details);
    }

    boolean isOpen(Client owner, Instant now) {
        return isOpen(owner, DeviceCodeGrant.TYPE, now);
    }
}
