package dev.cardea;

import dev.cardea.admin.AdminEndpoints;
import dev.cardea.admin.ClientDocuments;
import dev.cardea.admin.NewAccounts;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientSettings;
import dev.cardea.client.Clients;
import dev.cardea.details.DetailTypes;
import dev.cardea.http.Router;
import dev.cardea.token.ProtectedAccess;

/// What administrators reach by programs: one part of the wiring.
final class Administration {
    private Administration() {}

    static Router of(Foundation foundation, ProtectedAccess access, Clients clients,
            ClientSettings settings, Enrolling enrolment, SingleLogout logout,
            SecondFactors second) {
        var stores = foundation.stores();
        var audit = foundation.audit();
        var newAccounts = new NewAccounts(stores.users(), enrolment.invitations(),
                foundation.config().mail() != null, logout.outbox()::wake, enrolment.rules(), enrolment.hashing(),
                audit);
        var documents = new ClientDocuments(settings, new ClientSecrets(foundation.sealing()), stores.organizations(),
                new DetailTypes(foundation.config().detailTypes()), foundation.random());
        var kept = new AdminEndpoints.Kept(stores.users(), stores.directory(), stores.organizations(), stores.groups(),
                stores.sessions(),
                stores.consents(), stores.audit(), stores.clients());
        return AdminEndpoints.routes(
                access, foundation.config().base() + AdminEndpoints.PATH, kept, logout.accounts(), logout.endings(),
                foundation.config().attributes(), clients, documents, second.factors(), second.recoveryCodes(),
                newAccounts,
                foundation.secrets().keyed("admin-cursor"), audit, foundation.random(), foundation.clock());
    }
}
