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
    public boolean replace(String key, Attempts seen, Attempts next, Instant forgetAt) {
        int forgetHour = Expiry.hour(forgetAt);
        return database.write("attempts.replace", statements -> seen.equals(Attempts.NONE)
                ? statements.update(
                        "INSERT INTO attempts (key, failures, last_at, forget_hour) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (key) DO UPDATE SET failures = excluded.failures,"
                                + " last_at = excluded.last_at, forget_hour = excluded.forget_hour"
                                + " WHERE attempts.failures = 0 AND attempts.last_at = 0",
                        key,
                        next.count(),
                        next.lastAt(),
                        forgetHour)
                : statements.update(
                        "UPDATE attempts SET failures = ?, last_at = ?, forget_hour = ?"
                                + " WHERE key = ? AND failures = ? AND last_at = ?",
                        next.count(),
                        next.lastAt(),
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
