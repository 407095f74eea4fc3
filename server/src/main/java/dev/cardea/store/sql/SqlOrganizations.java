package dev.cardea.store.sql;

import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.organization.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class SqlOrganizations implements OrganizationStore {
    private final Database database;

    SqlOrganizations(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Organization> find(String id) {
        return database.read("organizations.find", statements -> statements.one(
                "SELECT name, domains, post_logout_redirect_uri FROM organizations WHERE id = ?",
                row -> new Organization(id, row.getString(1), Columns.list(row.getString(2)), row.getString(3)),
                id));
    }

    @Override
    public List<Organization> page(String after, int limit) {
        return database.read("organizations.page", statements -> statements.all(
                "SELECT id, name, domains, post_logout_redirect_uri FROM organizations WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Organization(
                        row.getString(1), row.getString(2), Columns.list(row.getString(3)), row.getString(4)),
                after,
                limit));
    }

    @Override
    public List<Role> rolePage(String after, int limit) {
        return database.read("organizations.role_page", statements -> statements.all(
                "SELECT id, authorizations FROM roles WHERE id > ? ORDER BY id LIMIT ?",
                row -> new Role(row.getString(1), Set.copyOf(Columns.list(row.getString(2)))),
                after,
                limit));
    }

    @Override
    public void put(Organization organization, boolean declared) {
        database.write("organizations.put", statements -> statements.update(
                """
                        INSERT INTO organizations (id, name, domains, post_logout_redirect_uri, declared) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, domains = excluded.domains,
                        post_logout_redirect_uri = excluded.post_logout_redirect_uri, declared = excluded.declared""",
                organization.id(),
                organization.name(),
                Columns.list(organization.domains()),
                organization.postLogoutRedirectUri(),
                declared));
    }

    @Override
    public void remove(String id) {
        database.write("organizations.remove", statements -> statements.update(
                "DELETE FROM organizations WHERE id = ?", id));
    }

    @Override
    public Set<String> declared() {
        return Set.copyOf(database.read("organizations.declared", statements -> statements.all(
                "SELECT id FROM organizations WHERE declared", row -> row.getString(1))));
    }

    @Override
    public Optional<Role> findRole(String id) {
        return database.read("organizations.find_role", statements -> statements.one(
                "SELECT authorizations FROM roles WHERE id = ?",
                row -> new Role(id, Set.copyOf(Columns.list(row.getString(1)))),
                id));
    }

    @Override
    public Set<String> authorizations(Collection<String> roles) {
        if (roles.isEmpty()) return Set.of();
        var ids = String.join(", ", Collections.nCopies(roles.size(), "?"));
        return database.read("organizations.authorizations", statements -> statements.all(
                "SELECT authorizations FROM roles WHERE id IN (" + ids + ")",
                row -> Columns.list(row.getString(1)),
                roles.toArray()))
                .stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void putRole(Role role, boolean declared) {
        database.write("organizations.put_role", statements -> statements.update(
                """
                        INSERT INTO roles (id, authorizations, declared) VALUES (?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET authorizations = excluded.authorizations, declared = excluded.declared""",
                role.id(),
                Columns.list(role.authorizations()),
                declared));
    }

    @Override
    public void removeRole(String id) {
        database.write("organizations.remove_role", statements -> statements.update(
                "DELETE FROM roles WHERE id = ?", id));
    }

    @Override
    public Set<String> declaredRoles() {
        return Set.copyOf(database.read("organizations.declared_roles", statements -> statements.all(
                "SELECT id FROM roles WHERE declared", row -> row.getString(1))));
    }
}
