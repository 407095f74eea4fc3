package dev.cardea.registration;

import dev.cardea.audit.AuditLog;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.ClientStore;
import dev.cardea.client.Clients;
import dev.cardea.http.Router;
import dev.cardea.outbound.Outbound;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;

/// The addresses at which clients register themselves.
public final class RegistrationEndpoints {
    public static final String PATH = "/oauth2/register";

    private RegistrationEndpoints() {}

    /// Clients by the address of their metadata, where the operator turned that on.
    public static Clients.Elsewhere documents(
            RegistrationPolicy policy, ClientSettings settings, Outbound outbound, InstantSource clock) {
        return policy.clientIdDocuments()
                ? new ClientIdDocuments(new ClientMetadata(settings, true, policy.scope(), policy.detailTypes()),
                        outbound, clock)
                : Clients.Elsewhere.NOWHERE;
    }

    /// @param address of [#PATH], as clients see it
    public static Router routes(RegistrationPolicy policy, String address, RegistrationStore store,
            ClientStore clientStore, Clients clients, ClientSettings settings, ClientSecrets secrets, Outbound outbound,
            AuditLog audit,
            SecureRandom random, InstantSource clock) {
        var registrar = new Registrar(
                policy,
                new ClientMetadata(settings, policy.requirePkce(), policy.scope(), policy.detailTypes()),
                new SectorIdentifiers(outbound),
                new SoftwareStatements(policy.statementIssuers(), clock),
                secrets,
                new ClientInformation(address),
                random,
                clock);
        var limit = new RegistrationLimit(policy.perHour(), clock);
        return new Router()
                .post(PATH, new RegistrationEndpoint(policy, store, registrar, limit, audit, clock))
                .add(Set.of("GET", "PUT", "DELETE"), PATH + "/{client_id}", Router.Cors.NONE,
                        new RegisteredClientEndpoint(store, clientStore, clients, registrar, limit, audit));
    }
}
