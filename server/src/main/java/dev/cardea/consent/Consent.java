package dev.cardea.consent;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/// A person's remembered approval of what a client may have.
///
/// @param resources at which the client may use them beside those of its `audience` (RFC 8707)
/// @param details that were agreed to, one by one (RFC 9396): the newest of them
/// @param grantedAt when the person last said yes
public record Consent(UserId user, ClientId client, Scopes scopes, List<String> resources, List<Detail> details,
        Instant grantedAt) {
    /// Details can be new each time: those agreed to long ago are asked about again.
    private static final int MOST_DETAILS = 20;

    public Consent {
        resources = List.copyOf(resources);
        details = details.size() <= MOST_DETAILS
                ? List.copyOf(details)
                : List.copyOf(details.subList(details.size() - MOST_DETAILS, details.size()));
    }

    public Consent(UserId user, ClientId client, Scopes scopes, Instant grantedAt) {
        this(user, client, scopes, List.of(), List.of(), grantedAt);
    }

    /// All that was approved before, and this, at this time.
    public Consent beside(Consent before) {
        var all = new LinkedHashSet<>(before.resources);
        all.addAll(resources);
        var former = before.details.stream().filter(detail -> !details.contains(detail)).toList();
        return new Consent(user, client, before.scopes.union(scopes), List.copyOf(all),
                Detail.union(former, details), grantedAt);
    }
}
