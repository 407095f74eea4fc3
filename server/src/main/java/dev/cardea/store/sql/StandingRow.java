package dev.cardea.store.sql;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.token.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What [Standing] is made of, as read.
public record StandingRow(AuthorizationRow authorization, boolean revoked, boolean sessionAlive, UserRow user) {
    private static final int AFTER_AUTHORIZATION = 1 + AuthorizationRow.WIDTH;
    static final int WIDTH = AuthorizationRow.WIDTH + 2 + UserRow.WIDTH;

    /// Of `users u` and of `authorizations` by the name of `table`.
    public static String columns(String table) {
        return columns(table, table + ".revoked");
    }

    /// @param revoked an expression
    static String columns(String table, String revoked) {
        return AuthorizationRow.columns(table) + ", " + revoked + ", EXISTS (SELECT 1 FROM sessions s WHERE s.bucket = "
                + table + ".session_bucket AND s.id = " + table + ".session_id), " + UserRow.COLUMNS;
    }

    /// Reads [#columns(String)], which are the first ones selected.
    public static StandingRow read(ExpiringId id, ResultSet row) throws SQLException {
        return new StandingRow(
                AuthorizationRow.read(id, row, 1),
                row.getBoolean(AFTER_AUTHORIZATION),
                row.getBoolean(AFTER_AUTHORIZATION + 1),
                UserRow.read(row, AFTER_AUTHORIZATION + 2));
    }

    Standing standing() {
        return new Standing(authorization.authorization(), revoked, sessionAlive, user.user());
    }
}
