package dev.cardea.store.postgres;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.BucketTable;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Expiry;
import dev.cardea.store.sql.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes partitions before they are needed and drops them when they are past. Each step is a transaction of its own
/// that gives up soon where it would have to wait for traffic, as traffic would then wait behind it; the next call
/// tries again.
record PartitionSchedule(Database database, Partitions partitions) {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionSchedule.class);
    /// Of no meaning but that no other use of the database has it.
    private static final long LOCK = 0x6361_7264_6561L;
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '500ms'";
    private static final int HOURS_AHEAD = 6;
    /// Longer than authorizations live by default. Those of clients that are given more sit in the default partition,
    /// where they are found more slowly and deleted row by row.
    private static final int DAYS_AHEAD = 100;

    /// Makes all at once, before the first row: one that came earlier would sit in the default partition for good.
    void start(Instant now) {
        var existing = look();
        var _ = make(existing, BucketTable.codes, Expiry.hour(now), HOURS_AHEAD)
                && make(existing, BucketTable.authorizations, ExpiringId.bucket(now), DAYS_AHEAD);
        look();
    }

    void run(Instant now) {
        // Not what [Partitions] knows, which another run on this node may be changing.
        var existing = look();
        var _ = drop(existing, BucketTable.codes, Expiry.hour(now))
                && drop(existing, BucketTable.authorizations, ExpiringId.bucket(now))
                && make(existing, BucketTable.codes, Expiry.hour(now), HOURS_AHEAD)
                && make(existing, BucketTable.authorizations, ExpiringId.bucket(now), DAYS_AHEAD);
        look();
    }

    private Map<BucketTable, NavigableMap<Integer, String>> look() {
        return database.read("partitions.look", partitions::look);
    }

    private boolean make(
            Map<BucketTable, NavigableMap<Integer, String>> existing, BucketTable table, int first, int ahead) {
        var parts = existing.getOrDefault(table, Collections.emptyNavigableMap());
        for (int bucket = first; bucket <= first + ahead; bucket++) {
            int missing = bucket;
            if (parts.containsKey(missing)) continue;
            if (!step("partitions.make", statements -> make(statements, table, missing))) return false;
        }
        return true;
    }

    private static void make(Statements statements, BucketTable table, int bucket) throws SQLException {
        var name = Partitions.name(table, bucket);
        if (statements.exists("SELECT 1 WHERE to_regclass(?) IS NOT NULL", name)) return;
        // Rows that came before their partition stay where they are.
        if (statements.exists("SELECT 1 FROM " + Partitions.rest(table) + " WHERE bucket = ? LIMIT 1", bucket)) return;
        // Attaching needs weaker locks than making it in place: traffic goes on.
        statements.update("CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS) WITH (fillfactor = 80)".formatted(name, table));
        statements.update("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)"
                .formatted(table, name, bucket, bucket + 1));
    }

    private boolean drop(Map<BucketTable, NavigableMap<Integer, String>> existing, BucketTable table, int before) {
        var past = existing.getOrDefault(table, Collections.emptyNavigableMap()).headMap(before, false);
        for (var part : past.entrySet()) {
            partitions.forget(table, part.getKey());
            if (!step("partitions.drop", statements -> statements.update("DROP TABLE IF EXISTS " + part.getValue())))
                return false;
        }
        return true;
    }

    private interface Step {
        void on(Statements statements) throws SQLException;
    }

    /// One run at a time, on whatever node. Any other that meets it ends, and leaves all the rest to it: if it only
    /// skipped what it is at, two that keep meeting could leave things out.
    ///
    /// @return whether to go on
    private boolean step(String operation, Step step) {
        try {
            return database.transaction(operation, statements -> {
                statements.update(LOCK_TIMEOUT);
                boolean alone = statements.exists("SELECT 1 WHERE pg_try_advisory_xact_lock(?)", LOCK);
                if (alone) step.on(statements);
                return alone;
            });
        } catch (StoreException e) {
            if (!(e.getCause() instanceof SQLException cause && States.isOfBadTiming(cause))) throw e;
            LOG.debug("{} is left to the next run: {}", operation, e.getMessage());
            return true;
        }
    }
}
