package dev.cardea.organization;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Organizations and roles. `declared` marks what came from the configuration file.
public interface OrganizationStore {
    Optional<Organization> find(String id);

    /// By id.
    ///
    /// @param after the last one of the page before; empty for the first page
    List<Organization> page(String after, int limit);

    List<Role> rolePage(String after, int limit);

    void put(Organization organization, boolean declared);

    void remove(String id);

    Set<String> declared();

    Optional<Role> findRole(String id);

    /// What holders of these roles may do, in one read.
    Set<String> authorizations(Collection<String> roles);

    void putRole(Role role, boolean declared);

    void removeRole(String id);

    Set<String> declaredRoles();
}
