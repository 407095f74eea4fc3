package dev.cardea.account;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.AuthorizationStore.Access;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The applications that a person gave access to: those that were agreed to, and those that hold lasting access without
/// having asked, because an operator trusts them.
public final class Applications {
    private final ConsentStore consents;
    private final AuthorizationStore authorizations;
    private final Clients clients;
    private final InstantSource clock;

    public Applications(
            ConsentStore consents, AuthorizationStore authorizations, Clients clients, InstantSource clock) {
        this.consents = consents;
        this.authorizations = authorizations;
        this.clients = clients;
        this.clock = clock;
    }

    /// @param registered null where there is no such client any more
    /// @param since when the person last agreed, or first let it in
    /// @param lastUsedAt when it last got tokens, null where that is not known any more
    /// @param lasting whether its access outlives the session
    record Application(
            ClientId client,
            @Nullable Client registered,
            Scopes scopes,
            List<Detail> details,
            Instant since,
            @Nullable Instant lastUsedAt,
            boolean lasting) {}

    /// Those used last come first.
    List<Application> of(UserId user) {
        Map<ClientId, Access> held = authorizations.held(user, clock.instant())
                .stream()
                .collect(Collectors.toMap(Access::client, Function.identity()));
        var all = new ArrayList<Application>();
        for (var consent : consents.of(user)) {
            var client = clients.find(consent.client()).orElse(null);
            // Given to an earlier client of the same id, it is worth nothing.
            if (client == null || client.existedAt(consent.grantedAt()))
                all.add(agreed(consent, client, held.remove(consent.client())));
            else
                held.remove(consent.client());
        }
        for (var access : held.values())
            if (access.lasting())
                all.add(new Application(access.client(), clients.find(access.client()).orElse(null), access.scopes(),
                        access.details(), access.since(), access.lastUsedAt(), true));
        all.sort(Comparator.comparing(Applications::moment).reversed());
        return all;
    }

    private static Application agreed(Consent consent, @Nullable Client client, @Nullable Access access) {
        return new Application(consent.client(), client, consent.scopes(),
                access == null ? consent.details() : Detail.union(consent.details(), access.details()),
                consent.grantedAt(),
                access == null ? null : access.lastUsedAt(), access != null && access.lasting());
    }

    private static Instant moment(Application application) {
        return application.lastUsedAt() == null ? application.since() : application.lastUsedAt();
    }
}
