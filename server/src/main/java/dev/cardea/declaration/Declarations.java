package dev.cardea.declaration;

import dev.cardea.organization.Organization;
import dev.cardea.organization.Role;
import java.util.List;

/// Everything that the configuration file declares to exist.
///
/// @param prune whether what an earlier file declared and this one does not is removed
public record Declarations(
        boolean prune,
        List<Organization> organizations,
        List<Role> roles,
        List<DeclaredUser> users,
        List<DeclaredClient> clients) {
    public Declarations {
        organizations = List.copyOf(organizations);
        roles = List.copyOf(roles);
        users = List.copyOf(users);
        clients = List.copyOf(clients);
    }
}
