package dev.cardea.token;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stored fact "this person lets this client do that". Every token issued for it carries its id, so all of them
/// are revoked by revoking it. Its refresh token family is a counter in the same row: see [RefreshTokens].
///
/// @param id its bucket is the day in which the authorization ends for good
/// @param session the session it was given in; the authorization ends with it, unless `offline_access` was granted. Its
///     own id where it was given in none
/// @param claims the `claims` request parameter (OIDC Core §5.5) as JSON, null where there was none
/// @param reach what it is for beyond its scopes
public record Authorization(
        ExpiringId id,
        ClientId client,
        UserId user,
        ExpiringId session,
        Scopes scopes,
        Instant authTime,
        String acr,
        List<String> amr,
        @Nullable String claims,
        Reach reach,
        Instant createdAt,
        Instant expiresAt) {
    public static final String OFFLINE_ACCESS = "offline_access";
    /// The scopes that let an authorization outlive the session. `offline` is an older name.
    public static final Scopes LASTING = new Scopes(OFFLINE_ACCESS, "offline");

    public Authorization {
        amr = List.copyOf(amr);
    }

    /// One that is for nothing in particular.
    public Authorization(
            ExpiringId id,
            ClientId client,
            UserId user,
            ExpiringId session,
            Scopes scopes,
            Instant authTime,
            String acr,
            List<String> amr,
            @Nullable String claims,
            Instant createdAt,
            Instant expiresAt) {
        this(id, client, user, session, scopes, authTime, acr, amr, claims, Reach.USUAL, createdAt, expiresAt);
    }

    /// Whether it outlives the session (OIDC Core §11).
    public boolean offline() {
        return !inSession() || outlivesSession(scopes);
    }

    /// Whether the person signed in here for it.
    public boolean inSession() {
        return !session.equals(id);
    }

    public static boolean outlivesSession(Scopes scopes) {
        return !scopes.intersect(LASTING).isEmpty();
    }
}
