package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.decoupled.Awaited;
import dev.cardea.details.Detail;
import dev.cardea.jose.Base64Url;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An authentication request (CIBA Core §7.1) that was accepted. Its `auth_req_id` is known by its hash.
///
/// @param bindingMessage by which the person recognizes the request, null where there is none
/// @param delivery how the client learns of the decision, as it was registered when it asked
/// @param callback what the client is told with, sealed; null where it polls
public record BackchannelRequest(
        AuthorizationCode.Key key,
        UserId user,
        ClientId client,
        Scopes scopes,
        List<Detail> details,
        @Nullable String bindingMessage,
        Backchannel.Delivery delivery,
        @Nullable String callback,
        State state,
        Instant createdAt,
        Instant expiresAt,
        Duration interval,
        Instant nextPollAt)
        implements
            Awaited {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,9})\\.([A-Za-z0-9_-]{43})");

    public BackchannelRequest {
        details = List.copyOf(details);
    }

    /// Whether this person can still decide on it.
    boolean isOpen(Client owner, User person, Instant now) {
        return isOpen(owner, CibaGrant.TYPE, now) && user.equals(person.id())
                && person.allRoles().containsAll(owner.permissions().requiredRoles());
    }

    /// What it is called where its `auth_req_id` must not be known.
    String name() {
        return key.bucket() + "." + key.hash().base64Url();
    }

    /// The key of the request of that name; empty for what is no name.
    static Optional<AuthorizationCode.Key> key(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) return Optional.empty();
        return Base64Url.decode(parts.group(2))
                .map(hash -> new AuthorizationCode.Key(Integer.parseInt(parts.group(1)), new TokenHash(hash)));
    }
}
