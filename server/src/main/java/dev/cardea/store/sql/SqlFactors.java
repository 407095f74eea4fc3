package dev.cardea.store.sql;

import dev.cardea.factor.Factor;
import dev.cardea.factor.FactorStore;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlFactors implements FactorStore {
    private static final String COLUMNS = "SELECT id, user_id, kind, name, data, credential, counter, created_at,"
            + " last_used_at FROM factors";
    private static final String FORGET_DEVICES = "DELETE FROM remembered_devices WHERE user_id = ?";
    private final Database database;

    SqlFactors(Database database) {
        this.database = database;
    }

    private static Factor read(ResultSet row) throws SQLException {
        var credential = row.getBytes(6);
        return new Factor(
                row.getString(1),
                new UserId(row.getString(2)),
                Factor.Kind.valueOf(row.getString(3)),
                row.getString(4),
                row.getBytes(5),
                credential == null ? null : new TokenHash(credential),
                row.getLong(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Columns.instant(row, 9));
    }

    @Override
    public List<Factor> of(UserId user) {
        return database.read("factors.of", statements -> statements.all(
                COLUMNS + " WHERE user_id = ? ORDER BY created_at", SqlFactors::read, user));
    }

    @Override
    public Optional<Factor> byCredential(TokenHash credential) {
        return database.read("factors.by_credential", statements -> statements.one(
                COLUMNS + " WHERE credential = ?", SqlFactors::read, credential));
    }

    @Override
    public boolean add(Factor factor, List<Message> told) {
        return database.transaction("factors.add", statements -> {
            int added = statements.update(
                    "INSERT INTO factors (id, user_id, kind, name, data, credential, counter, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    factor.id(),
                    factor.user(),
                    factor.kind().name(),
                    factor.name(),
                    factor.data(),
                    factor.credential(),
                    factor.counter(),
                    factor.createdAt());
            if (added == 0) return false;
            statements.update(FORGET_DEVICES, factor.user());
            for (var message : told) SqlOutbox.add(statements, message);
            return true;
        });
    }

    @Override
    public boolean use(String id, long counter, Instant at) {
        return database.write("factors.use", statements -> counter == 0
                ? statements.update("UPDATE factors SET last_used_at = ? WHERE id = ? AND counter = 0", at, id)
                : statements.update("UPDATE factors SET counter = ?, last_used_at = ? WHERE id = ? AND counter < ?",
                        counter, at, id, counter)) == 1;
    }

    @Override
    public boolean rename(UserId user, String id, String name) {
        return database.write("factors.rename", statements -> statements.update(
                "UPDATE factors SET name = ? WHERE id = ? AND user_id = ?", name, id, user)) == 1;
    }

    @Override
    public boolean remove(UserId user, String id, List<Message> told) {
        return database.transaction("factors.remove", statements -> {
            if (statements.update("DELETE FROM factors WHERE id = ? AND user_id = ?", id, user) == 0) return false;
            statements.update(FORGET_DEVICES, user);
            statements.update("DELETE FROM recovery_codes WHERE user_id = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM factors WHERE user_id = ?)", user, user);
            for (var message : told) SqlOutbox.add(statements, message);
            return true;
        });
    }

    @Override
    public void removeAll(UserId user, List<Message> told) {
        database.transaction("factors.remove_all", statements -> {
            statements.update("DELETE FROM factors WHERE user_id = ?", user);
            statements.update("DELETE FROM recovery_codes WHERE user_id = ?", user);
            statements.update("DELETE FROM email_codes WHERE user_id = ?", user);
            for (var message : told) SqlOutbox.add(statements, message);
            return statements.update(FORGET_DEVICES, user);
        });
    }
}
