package dev.cardea;

import dev.cardea.admin.AdminEndpoints;
import dev.cardea.admin.NewAccounts;
import dev.cardea.http.Router;
import dev.cardea.token.ProtectedAccess;

/// What administrators reach by programs: one part of the wiring.
record Administration(Router routes) {
    static Administration of(Foundation foundation, ProtectedAccess access, Enrolling enrolment, SingleLogout logout,
            SecondFactors second) {
        var stores = foundation.stores();
        var audit = foundation.audit();
        var newAccounts = new NewAccounts(stores.users(), enrolment.invitations(),
                foundation.config().mail() != null, logout.outbox()::wake, enrolment.rules(), enrolment.hashing(),
                audit);
        var kept = new AdminEndpoints.Kept(stores.users(), stores.directory(), stores.organizations(), stores.groups(),
                stores.sessions(),
                stores.consents(), stores.audit());
        return new Administration(AdminEndpoints.routes(
                access, foundation.config().base() + AdminEndpoints.PATH, kept, logout.accounts(), logout.endings(),
                foundation.config().attributes(), second.factors(), second.recoveryCodes(), newAccounts,
                foundation.secrets().keyed("admin-cursor"), audit, foundation.random(), foundation.clock()));
    }
}
