package dev.cardea.store.sql;

import dev.cardea.user.AttemptStore;
import java.time.Instant;

final class SqlAttempts implements AttemptStore {
    private final Database database;

    SqlAttempts(Database database) {
        this.database = database;
    }

    @Override
    public Attempts find(String key) {
        return database.read("attempts.find", statements -> statements.one(
                "SELECT failures, last_at FROM attempts WHERE key = ?",
                row -> new Attempts(row.getInt(1), Instant.ofEpochMilli(row.getLong(2))),
                key)).orElse(Attempts.NONE);
    }

    @Override
    public boolean charge(String key, Attempts seen, Instant now, Instant forgetAt) {
        int forgetHour = Expiry.hour(forgetAt);
        return database.write("attempts.charge", statements -> seen.count() == 0
                ? statements.update(
                        "INSERT INTO attempts (key, failures, last_at, forget_hour) VALUES (?, 1, ?, ?)"
                                + " ON CONFLICT (key) DO NOTHING",
                        key,
                        now,
                        forgetHour)
                : statements.update(
                        "UPDATE attempts SET failures = failures + 1, last_at = ?, forget_hour = ?"
                                + " WHERE key = ? AND failures = ? AND last_at = ?",
                        now,
                        forgetHour,
                        key,
                        seen.count(),
                        seen.lastAt())) == 1;
    }

    @Override
    public void clear(String key) {
        database.write("attempts.clear", statements -> statements.update("DELETE FROM attempts WHERE key = ?", key));
    }
}
