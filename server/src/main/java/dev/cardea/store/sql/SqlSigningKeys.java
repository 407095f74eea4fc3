package dev.cardea.store.sql;

import dev.cardea.jose.SigningKeyStore;
import java.time.Instant;
import java.util.List;

final class SqlSigningKeys implements SigningKeyStore {
    private final Database database;
    private final String table;

    /// @param table of those that sign or of those that decrypt
    SqlSigningKeys(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    @Override
    public List<StoredKey> all() {
        return database.read("keys.all", statements -> statements.all(
                "SELECT kid, algorithm, number, sealed_jwk, created_at, active_from, retired_at FROM " + table
                        + " ORDER BY algorithm, number",
                row -> new StoredKey(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getBytes(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Columns.instant(row, 7))));
    }

    @Override
    public boolean add(StoredKey key) {
        return database.transaction("keys.add", statements -> {
            int added = statements.update(
                    "INSERT INTO " + table
                            + " (kid, algorithm, number, sealed_jwk, created_at, active_from, retired_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    key.kid(),
                    key.algorithm(),
                    key.number(),
                    key.sealedJwk(),
                    key.createdAt(),
                    key.activeFrom(),
                    key.retiredAt());
            if (added == 0) return false;
            statements.update(
                    "UPDATE " + table
                            + " SET retired_at = ? WHERE algorithm = ? AND number < ? AND retired_at IS NULL",
                    key.activeFrom(),
                    key.algorithm(),
                    key.number());
            return true;
        });
    }

    @Override
    public void retire(String kid, Instant at) {
        database.write("keys.retire", statements -> statements.update(
                "UPDATE " + table + " SET retired_at = ? WHERE kid = ? AND retired_at IS NULL", at, kid));
    }

    @Override
    public void remove(String kid) {
        database.write("keys.remove", statements -> statements.update(
                "DELETE FROM " + table + " WHERE kid = ?", kid));
    }
}
