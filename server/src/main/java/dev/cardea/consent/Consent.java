package dev.cardea.consent;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/// A person's remembered approval of what a client may have.
///
/// @param resources at which the client may use them beside those of its `audience` (RFC 8707)
/// @param grantedAt when the person last said yes
public record Consent(UserId user, ClientId client, Scopes scopes, List<String> resources, Instant grantedAt) {
    public Consent {
        resources = List.copyOf(resources);
    }

    public Consent(UserId user, ClientId client, Scopes scopes, Instant grantedAt) {
        this(user, client, scopes, List.of(), grantedAt);
    }

    /// All that was approved before, and this, at this time.
    public Consent beside(Consent before) {
        var all = new LinkedHashSet<>(before.resources);
        all.addAll(resources);
        return new Consent(user, client, before.scopes.union(scopes), List.copyOf(all), grantedAt);
    }
}
