package dev.cardea.declaration;

import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import java.util.HashSet;

/// Brings organizations and roles in line with the file.
final class OrganizationReconciler {
    private static final String ORGANIZATION = "organization";
    private static final String ROLE = "role";

    private final OrganizationStore store;
    private final Changes changes;

    OrganizationReconciler(OrganizationStore store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    void apply(Declarations declarations) {
        var organizations = store.declared();
        for (var organization : declarations.organizations()) {
            var present = store.find(organization.id());
            if (present.isPresent() && present.get().equals(organization) && organizations.contains(organization.id()))
                continue;
            store.put(organization, true);
            if (present.isEmpty()) changes.created(ORGANIZATION, organization.id(), organization.id());
            else
                changes.updated(ORGANIZATION, organization.id(), organization.id());
        }
        var roles = store.declaredRoles();
        for (var role : declarations.roles()) {
            var present = store.findRole(role.id());
            if (present.isPresent() && present.get().equals(role) && roles.contains(role.id())) continue;
            store.putRole(role, true);
            if (present.isEmpty()) changes.created(ROLE, role.id(), role.id());
            else
                changes.updated(ROLE, role.id(), role.id());
        }
    }

    /// Removes what an earlier file declared and this one does not.
    void prune(Declarations declarations) {
        var organizations = new HashSet<>(store.declared());
        declarations.organizations().stream().map(Organization::id).forEach(organizations::remove);
        for (var id : organizations) {
            store.remove(id);
            changes.removed(ORGANIZATION, id, id);
        }
        var roles = new HashSet<>(store.declaredRoles());
        declarations.roles().stream().map(Role::id).forEach(roles::remove);
        for (var id : roles) {
            store.removeRole(id);
            changes.removed(ROLE, id, id);
        }
    }
}
