package dev.cardea.store.sql;

import dev.cardea.json.Json;
import dev.cardea.user.User;
import dev.cardea.user.UserDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One index leads each page, and the rest of the filter is looked at row by row.
final class SqlUserDirectory implements UserDirectory {
    /// Above everything that begins with the same text.
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));
    private final Database database;

    SqlUserDirectory(Database database) {
        this.database = database;
    }

    @Override
    public List<Found> page(Filter filter, String after, int limit) {
        var query = new Query();
        if (filter.prefix() != null) query.byIdentifier(filter.prefix(), after);
        else if (filter.role() != null) query.byRole(filter.role(), after);
        else
            query.byId(after, filter.organization(), filter.status());
        if (filter.organization() != null) query.check("u.organization", filter.organization());
        if (filter.status() != null) query.check("u.status", filter.status().name());
        if (filter.prefix() != null && filter.role() != null)
            query.and("EXISTS (SELECT 1 FROM user_roles r WHERE r.role = ? AND r.user_id = i.user_id)", filter.role());
        query.parameters.add(limit);
        var sql = query.sql + " ORDER BY " + query.key + " LIMIT ?";
        return database.read("users.page", statements -> statements.all(
                sql,
                row -> new FoundRow(UserRow.read(row, 1), row.getString(UserRow.WIDTH + 1)),
                query.parameters.toArray()))
                .stream()
                .map(row -> new Found(row.user().user(), row.key()))
                .toList();
    }

    private record FoundRow(UserRow user, String key) {}

    private static final class Query {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();
        private String key = "u.id";

        void byId(String after, @Nullable String organization, User.@Nullable Status status) {
            select(" FROM users u WHERE u.id > ?", after);
            if (organization != null) and("u.organization = ?", organization);
            else if (status != null) and("u.status = ?", status.name());
        }

        void byRole(String role, String after) {
            key = "r.user_id";
            select(" FROM user_roles r JOIN users u ON u.id = r.user_id WHERE r.role = ?", role);
            and("r.user_id > ?", after);
        }

        /// An account is found once, by the first of its identifiers that begins so.
        void byIdentifier(String prefix, String after) {
            key = "i.identifier";
            select(" FROM user_identifiers i JOIN users u ON u.id = i.user_id WHERE i.identifier >= ?", prefix);
            and("i.identifier < ?", prefix + LAST);
            and("i.identifier > ?", after);
            and("NOT EXISTS (SELECT 1 FROM user_identifiers o WHERE o.user_id = i.user_id AND o.identifier >= ?"
                    + " AND o.identifier < i.identifier)", prefix);
        }

        /// Looked at row by row: led by another index, the page would have to be sorted.
        void check(String column, String value) {
            and(column + " || '' = ?", value);
        }

        private void select(String from, String parameter) {
            sql.append("SELECT ").append(UserRow.COLUMNS).append(", ").append(key).append(from);
            parameters.add(parameter);
        }

        void and(String condition, String parameter) {
            sql.append(" AND ").append(condition);
            parameters.add(parameter);
        }
    }

    @Override
    public boolean replace(User seen, User next) {
        return database.transaction("users.replace", statements -> {
            int replaced = statements.update(
                    """
                            UPDATE users SET organization = ?, status = ?, email = ?, email_verified = ?, username = ?, claims = ?,
                            roles = ?, updated_at = ? WHERE id = ? AND updated_at = ? AND status = ?""",
                    next.organization(),
                    next.status().name(),
                    next.email(),
                    next.emailVerified(),
                    next.username(),
                    Json.text(next.claims()),
                    Columns.list(next.roles()),
                    next.updatedAt(),
                    seen.id(),
                    seen.updatedAt(),
                    seen.status().name());
            if (replaced == 1) SqlUsers.putDependents(statements, next);
            return replaced;
        }) == 1;
    }
}
