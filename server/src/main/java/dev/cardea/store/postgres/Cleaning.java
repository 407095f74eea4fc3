package dev.cardea.store.postgres;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.sql.BucketTable;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Expiry;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Forgets what no partition is dropped for, a few hundred rows to a transaction. Nodes that do so at the same time
/// take different rows.
record Cleaning(Database database, Partitions partitions) {
    private static final int STEP = 500;
    /// What is left when a call has done this many steps is left to the next call.
    private static final int MAX_STEPS = 200;

    void run(Instant now) {
        int today = ExpiringId.bucket(now);
        int hour = Expiry.hour(now);
        delete("sessions", "bucket", today);
        delete("outbox", "bucket", today);
        delete(Partitions.rest(BucketTable.codes), "bucket", hour);
        delete(Partitions.rest(BucketTable.authorizations), "bucket", today);
        delete(Partitions.rest(BucketTable.authorizations), "forget_hour", hour);
        for (var part : partitions.of(BucketTable.authorizations).values())
            // Unless another node drops it meanwhile.
            delete(part, "forget_hour", hour, () -> partitions.of(BucketTable.authorizations).containsValue(part));
        delete("attempts", "forget_hour", hour);
        delete("one_time", "forget_hour", hour);
        delete("pushed_requests", "forget_hour", hour);
        delete("device_codes", "forget_hour", hour);
        delete("refusals", "forget_hour", hour);
        delete("backchannel_requests", "forget_hour", hour);
        delete("revoked_tokens", "forget_hour", hour);
        delete("mailed_links", "forget_hour", hour);
        delete("email_codes", "forget_hour", hour);
        delete("remembered_devices", "forget_hour", hour);
    }

    private void delete(String table, String column, int before) {
        delete(table, column, before, () -> true);
    }

    private void delete(String table, String column, int before, BooleanSupplier exists) {
        // The bound is written out and the order asked for so that the planner sees that the index is the way to go.
        var sql = """
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM %1$s WHERE %2$s < %3$d ORDER BY %2$s LIMIT %4$d FOR UPDATE SKIP LOCKED))"""
                .formatted(table, column, before, STEP);
        for (int step = 0; step < MAX_STEPS; step++) {
            int deleted = database.write("clean." + table,
                    statements -> exists.getAsBoolean() ? statements.update(sql) : 0);
            if (deleted < STEP) return;
        }
    }
}
