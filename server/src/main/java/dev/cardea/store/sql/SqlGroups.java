package dev.cardea.store.sql;

import dev.cardea.oauth.UserId;
import dev.cardea.organization.Group;
import dev.cardea.organization.GroupStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every change locks the group, then the accounts, and reads what these have by then: of two changes at the same time
/// the later one sees what the other left.
final class SqlGroups implements GroupStore {
    private static final String COLUMNS = "SELECT id, organization, name, roles, updated_at FROM user_groups WHERE ";
    private static final String GIVE = "UPDATE users SET group_roles = coalesce((SELECT string_agg(r.role, ?)"
            + " FROM group_members m JOIN group_roles r ON r.group_id = m.group_id WHERE m.user_id = users.id), '')"
            + " WHERE ";
    private static final String OF_GROUP = "id IN (SELECT user_id FROM group_members WHERE group_id = ?)";
    private static final String LINE = "\n";
    private final Database database;

    SqlGroups(Database database) {
        this.database = database;
    }

    private static String owner(@Nullable String organization) {
        return Objects.requireNonNullElse(organization, "");
    }

    private static Group read(ResultSet row) throws SQLException {
        var organization = row.getString(2);
        return new Group(row.getString(1), organization.isEmpty() ? null : organization, row.getString(3),
                Set.copyOf(Columns.list(row.getString(4))), Instant.ofEpochMilli(row.getLong(5)));
    }

    @Override
    public boolean create(Group group) {
        return database.transaction("groups.create", statements -> {
            int created = statements.update(
                    "INSERT INTO user_groups (id, organization, name, roles, updated_at) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (organization, name) DO NOTHING",
                    group.id(), owner(group.organization()), group.name(), Columns.list(group.roles()),
                    group.updatedAt());
            if (created == 1) putRoles(statements, group);
            return created == 1;
        });
    }

    private static void putRoles(Statements statements, Group group) throws SQLException {
        statements.update("DELETE FROM group_roles WHERE group_id = ?", group.id());
        for (var role : group.roles())
            statements.update("INSERT INTO group_roles (role, group_id) VALUES (?, ?)", role, group.id());
    }

    @Override
    public Optional<Group> find(String id) {
        return database.read("groups.find", statements -> statements.one(COLUMNS + "id = ?", SqlGroups::read, id));
    }

    @Override
    public List<Group> page(@Nullable String organization, String after, int limit) {
        var end = "id > ? ORDER BY id LIMIT ?";
        return database.read("groups.page", statements -> organization == null
                ? statements.all(COLUMNS + end, SqlGroups::read, after, limit)
                : statements.all(COLUMNS + "organization = ? AND " + end, SqlGroups::read, organization, after, limit));
    }

    @Override
    public Replacement replace(Group seen, Group next) {
        return database.transaction("groups.replace", statements -> {
            // Locks the group, whatever becomes of it.
            if (statements.update("UPDATE user_groups SET name = name WHERE id = ? AND updated_at = ?", seen.id(),
                    seen.updatedAt()) == 0)
                return Replacement.stale;
            if (statements.exists("SELECT 1 FROM user_groups WHERE organization = ? AND name = ? AND id <> ?",
                    owner(seen.organization()), next.name(), seen.id()))
                return Replacement.taken;
            statements.update("UPDATE users SET updated_at = ? WHERE " + OF_GROUP, next.updatedAt(), seen.id());
            statements.update("UPDATE user_groups SET name = ?, roles = ?, updated_at = ? WHERE id = ?", next.name(),
                    Columns.list(next.roles()), next.updatedAt(), seen.id());
            putRoles(statements, next);
            statements.update(GIVE + OF_GROUP, LINE, seen.id());
            return Replacement.done;
        });
    }

    @Override
    public boolean remove(String id, Instant now) {
        return database.transaction("groups.remove", statements -> {
            if (!lock(statements, id)) return false;
            statements.update("UPDATE users SET updated_at = ? WHERE " + OF_GROUP, now, id);
            // While the members are still known.
            statements.update("DELETE FROM group_roles WHERE group_id = ?", id);
            statements.update(GIVE + OF_GROUP, LINE, id);
            return statements.update("DELETE FROM user_groups WHERE id = ?", id) == 1;
        });
    }

    private static boolean lock(Statements statements, String group) throws SQLException {
        return statements.update("UPDATE user_groups SET name = name WHERE id = ?", group) == 1;
    }

    @Override
    public boolean join(String group, UserId user, Instant now) {
        return database.transaction("groups.join", statements -> {
            if (!lock(statements, group)) return false;
            if (statements.update("UPDATE users SET updated_at = ? WHERE id = ? AND EXISTS (SELECT 1 FROM user_groups g"
                    + " WHERE g.id = ? AND (g.organization = '' OR g.organization = users.organization))"
                    + " AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = ? AND m.user_id = users.id)",
                    now, user, group, group) == 0)
                return false;
            statements.update("INSERT INTO group_members (group_id, user_id) VALUES (?, ?)", group, user);
            give(statements, user);
            return true;
        });
    }

    @Override
    public boolean leave(String group, UserId user, Instant now) {
        return database.transaction("groups.leave", statements -> {
            if (!lock(statements, group)) return false;
            statements.update("UPDATE users SET updated_at = ? WHERE id = ?", now, user);
            if (statements.update("DELETE FROM group_members WHERE group_id = ? AND user_id = ?", group, user) == 0)
                return false;
            give(statements, user);
            return true;
        });
    }

    private static void give(Statements statements, UserId user) throws SQLException {
        statements.update(GIVE + "id = ?", LINE, user);
    }

    /// In the transaction of a change of the account, which has locked it.
    static void leaveOtherOrganizations(Statements statements, UserId user, @Nullable String organization)
            throws SQLException {
        int left = statements.update("DELETE FROM group_members WHERE user_id = ? AND group_id IN (SELECT m.group_id"
                + " FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = ?"
                + " AND g.organization NOT IN ('', ?))", user, user, owner(organization));
        if (left > 0) give(statements, user);
    }

    @Override
    public List<UserId> members(String group, String after, int limit) {
        return database.read("groups.members", statements -> statements.all(
                "SELECT user_id FROM group_members WHERE group_id = ? AND user_id > ? ORDER BY user_id LIMIT ?",
                row -> new UserId(row.getString(1)), group, after, limit));
    }

    @Override
    public Set<String> names(UserId user) {
        return Set.copyOf(database.read("groups.names", statements -> statements.all(
                "SELECT g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = ?",
                row -> row.getString(1), user)));
    }

    @Override
    public boolean isCarried(String role) {
        return database.read("groups.is_carried", statements -> statements.exists(
                "SELECT 1 FROM group_roles WHERE role = ?", role));
    }
}
