package dev.cardea.enrolment;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interactions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where people come from who want an account: out of a sign-in to an application, or by a link of an application or an
/// organization. That decides whether they can have one, and to whom it belongs.
final class Beginnings {
    private final EnrolmentPolicy policy;
    private final Interactions interactions;
    private final Clients clients;
    private final OrganizationStore organizations;

    Beginnings(EnrolmentPolicy policy, Interactions interactions, Clients clients, OrganizationStore organizations) {
        this.policy = policy;
        this.interactions = interactions;
        this.clients = clients;
        this.organizations = organizations;
    }

    /// @param request the interaction to go on with, empty for none
    /// @param organization that the account is to belong to, null for none
    /// @param open whether people can make themselves an account there
    /// @param languages that the application asked for, null for none
    record Beginning(
            String request,
            @Nullable Client client,
            @Nullable String organization,
            boolean open,
            @Nullable String languages) {
        /// What the forms of one are bound to, so that none is sent for another.
        String about() {
            return request;
        }
    }

    /// @param handle of an interaction; one of another browser is none
    Beginning of(Request request, String handle, Optional<String> clientId, Optional<String> organization) {
        var parameters = handle.isEmpty()
                ? Optional.<Map<String, String>>empty()
                : interactions.open(handle, request).map(opened -> opened.interaction().parameters());
        var id = parameters.map(members -> Optional.ofNullable(members.get("client_id"))).orElse(clientId);
        var client = id.map(ClientId::new).flatMap(clients::find).filter(Client::enabled).orElse(null);
        var kept = parameters.isPresent() ? handle : "";
        var languages = parameters.map(members -> members.get("ui_locales")).orElse(null);
        if (client != null)
            return new Beginning(kept, client, client.organization(), policy.isOpenTo(client), languages);
        var named = organization.filter(policy.open()::contains).orElse(null);
        return new Beginning(kept, null, named, id.isEmpty() && named != null, languages);
    }

    /// Whose page it is.
    @Nullable
    String owner(Beginning beginning) {
        return Optional.ofNullable(beginning.organization())
                .flatMap(organizations::find)
                .map(Organization::name)
                .orElse(null);
    }
}
