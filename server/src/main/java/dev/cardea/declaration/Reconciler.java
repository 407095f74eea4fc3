package dev.cardea.declaration;

import dev.cardea.account.Accounts;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditEvent.ConfigurationApplied;
import dev.cardea.client.ClientSecrets;
import dev.cardea.client.ClientStore;
import dev.cardea.config.InvalidSettings;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.user.UserStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// Brings the stores in line with what the configuration file declares. Applying the same file again changes nothing,
/// so every node may do it at every start.
public final class Reconciler {
    private final ClientStore clients;
    private final UserStore users;
    private final OrganizationStore organizations;
    private final Accounts accounts;
    private final ClientSecrets secrets;
    private final Hashing hashing;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Consumer<AuditEvent> onChange;

    /// @param onChange told each change as soon as it is made
    public Reconciler(
            ClientStore clients,
            UserStore users,
            OrganizationStore organizations,
            Accounts accounts,
            ClientSecrets secrets,
            Hashing hashing,
            InstantSource clock,
            SecureRandom random,
            Consumer<AuditEvent> onChange) {
        this.clients = clients;
        this.users = users;
        this.organizations = organizations;
        this.accounts = accounts;
        this.secrets = secrets;
        this.hashing = hashing;
        this.clock = clock;
        this.random = random;
        this.onChange = onChange;
    }

    /// @return what was changed
    /// @throws InvalidSettings where the declarations do not fit what is stored; then nothing was changed
    public List<ConfigurationApplied> apply(Declarations declarations) {
        var changes = new Changes(onChange);
        var organizationReconciler = new OrganizationReconciler(organizations, changes);
        var userReconciler = new UserReconciler(users, accounts, hashing, clock, random, changes);
        var clientReconciler = new ClientReconciler(clients, secrets, clock, changes);
        userReconciler.check(declarations.users());
        organizationReconciler.apply(declarations);
        userReconciler.apply(declarations.users());
        clientReconciler.apply(declarations.clients());
        if (declarations.prune()) {
            // In reverse: first what refers to others.
            clientReconciler.prune(declarations.clients());
            userReconciler.prune();
            organizationReconciler.prune(declarations);
        }
        return changes.made();
    }
}
