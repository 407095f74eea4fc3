package dev.cardea.store.sqlite;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Expiry;
import java.time.Instant;

/// Forgets what has expired, a few hundred rows to a transaction so that nobody waits long behind one. Rows that expire
/// together lie side by side in the file, which makes them cheap to delete.
record Cleaning(Database database) {
    private static final int STEP = 500;
    /// What is left when a call has done this many steps is left to the next call.
    private static final int MAX_STEPS = 200;

    void run(Instant now) {
        int today = ExpiringId.bucket(now);
        int hour = Expiry.hour(now);
        delete("sessions", "bucket", "id", today);
        delete("outbox", "bucket", "id", today);
        delete("authorizations", "bucket", "id", today);
        delete("codes", "bucket", "hash", hour);
        delete("authorizations", "forget_hour", "bucket, id", hour);
        delete("attempts", "forget_hour", "key", hour);
        delete("one_time", "forget_hour", "purpose, hash", hour);
        delete("pushed_requests", "forget_hour", "hash", hour);
        delete("device_codes", "forget_hour", "hash", hour);
        delete("refusals", "forget_hour", "id", hour);
        delete("backchannel_requests", "forget_hour", "hash", hour);
        delete("revoked_tokens", "forget_hour", "hash", hour);
        delete("mailed_links", "forget_hour", "hash", hour);
        delete("email_codes", "forget_hour", "user_id", hour);
        delete("remembered_devices", "forget_hour", "hash", hour);
    }

    /// @param column what the rows are forgotten by, the start of an index
    /// @param rest the columns that make out the row in it
    private void delete(String table, String column, String rest, int before) {
        var key = column.equals("bucket") ? column + ", " + rest : rest;
        var sql = "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE %s < ? ORDER BY %s LIMIT %d)"
                .formatted(table, key, key, table, column, column, STEP);
        for (int step = 0; step < MAX_STEPS; step++) {
            int deleted = database.write("clean." + table, statements -> statements.update(sql, before));
            if (deleted < STEP) return;
        }
    }
}
