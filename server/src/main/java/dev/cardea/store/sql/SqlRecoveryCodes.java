package dev.cardea.store.sql;

import dev.cardea.factor.RecoveryCodeStore;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.util.List;

final class SqlRecoveryCodes implements RecoveryCodeStore {
    private final Database database;

    SqlRecoveryCodes(Database database) {
        this.database = database;
    }

    @Override
    public int left(UserId user) {
        return database.read("recovery_codes.left", statements -> statements.all(
                "SELECT 1 FROM recovery_codes WHERE user_id = ?", row -> row.getInt(1), user)).size();
    }

    @Override
    public void replace(UserId user, List<byte[]> hashes, List<Message> told) {
        database.transaction("recovery_codes.replace", statements -> {
            statements.update("DELETE FROM recovery_codes WHERE user_id = ?", user);
            for (var hash : hashes)
                statements.update("INSERT INTO recovery_codes (user_id, hash) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        user, hash);
            for (var message : told) SqlOutbox.add(statements, message);
            return hashes.size();
        });
    }

    @Override
    public boolean use(UserId user, byte[] hash, List<Message> told) {
        return database.transaction("recovery_codes.use", statements -> {
            if (statements.update("DELETE FROM recovery_codes WHERE user_id = ? AND hash = ?", user, hash) == 0)
                return false;
            for (var message : told) SqlOutbox.add(statements, message);
            return true;
        });
    }
}
