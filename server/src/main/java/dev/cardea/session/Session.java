package dev.cardea.session;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;

/// One browser's signed-in session. Everything issued in it ends with it, `offline_access` excepted.
///
/// @param id also the `sid` that clients are told (OpenID Connect Front-Channel Logout §3)
/// @param authTime when the person last proved who they are (OIDC Core §2 `auth_time`)
/// @param amr how (RFC 8176)
/// @param lastSeenAt accurate to a minute
/// @param expiresAt the absolute end, whatever the use
/// @param clients that were given something in it, and know it by its `sid`
public record Session(
        ExpiringId id,
        UserId user,
        Instant authTime,
        List<String> amr,
        String acr,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt,
        String address,
        String userAgent,
        List<ClientId> clients) {
    public Session {
        amr = List.copyOf(amr);
        clients = List.copyOf(clients);
    }
}
