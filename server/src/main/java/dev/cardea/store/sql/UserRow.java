package dev.cardea.store.sql;

import dev.cardea.json.Json;
import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account as read. The columns are taken while the connection is held, the JSON is parsed by whoever asked.
record UserRow(
        String id,
        @Nullable String organization,
        String status,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String username,
        String claims,
        String roles,
        long updatedAt,
        String groupRoles) {
    /// Of `users u`.
    static final String COLUMNS = "u.id, u.organization, u.status, u.email, u.email_verified, u.username, u.claims AS user_claims,"
            + " u.roles, u.updated_at, u.group_roles";
    static final int WIDTH = 10;
    private static final String NO_CLAIMS = "{}";

    static UserRow read(ResultSet row, int first) throws SQLException {
        return new UserRow(
                row.getString(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getBoolean(first + 4),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getString(first + 7),
                row.getLong(first + 8),
                row.getString(first + 9));
    }

    User user() {
        return new User(
                new UserId(id),
                organization,
                User.Status.valueOf(status),
                email,
                emailVerified,
                username,
                claims.equals(NO_CLAIMS) ? Map.of() : Json.object(claims),
                Set.copyOf(Columns.list(roles)),
                Instant.ofEpochMilli(updatedAt),
                Set.copyOf(Columns.list(groupRoles)));
    }
}
