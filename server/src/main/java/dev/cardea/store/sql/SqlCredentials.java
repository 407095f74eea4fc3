package dev.cardea.store.sql;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.recovery.CredentialStore;
import java.sql.SQLException;
import java.util.List;

final class SqlCredentials implements CredentialStore {
    private final Database database;

    SqlCredentials(Database database) {
        this.database = database;
    }

    @Override
    public boolean replace(
            UserId user, String expected, String replacement, ExpiringId keeping, List<Message> messages) {
        return database.transaction("credentials.replace", statements -> {
            if (!replace(statements, user, expected, replacement)) return false;
            statements.update(
                    "UPDATE authorizations SET revoked = TRUE WHERE user_id = ? AND NOT revoked"
                            + " AND NOT (session_bucket = ? AND session_id = ?)",
                    user,
                    keeping.bucket(),
                    Columns.id(keeping));
            for (var message : messages) SqlOutbox.add(statements, message);
            return true;
        });
    }

    static boolean replace(Statements statements, UserId user, String expected, String replacement)
            throws SQLException {
        int replaced = statements.update(
                "UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ? AND status = 'active'",
                replacement,
                user,
                expected);
        // Where the former password was enough, the next one is not.
        if (replaced == 1) statements.update("DELETE FROM remembered_devices WHERE user_id = ?", user);
        return replaced == 1;
    }

    /// Of whatever session, and of none.
    static void revokeAll(Statements statements, UserId user) throws SQLException {
        statements.update("UPDATE authorizations SET revoked = TRUE WHERE user_id = ? AND NOT revoked", user);
    }
}
