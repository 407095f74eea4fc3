package dev.cardea.store.postgres;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.BucketTable;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Expiry;
import dev.cardea.store.sql.Statements;
import dev.cardea.store.sql.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes partitions before they are needed and drops them when they are past. Each step is a transaction that gives up
/// soon where it would have to wait for traffic, as traffic would wait behind it; the next call tries again.
record Maintenance(Database database, Partitions partitions) {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    /// Of no meaning but that no other use of the database has it.
    private static final long LOCK = 0x6361_7264_6561L;
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '500ms'";
    private static final int HOURS_AHEAD = 6;
    /// Longer than authorizations live by default. Those of clients that are given more sit in the default partition,
    /// where they are found more slowly and deleted row by row.
    private static final int DAYS_AHEAD = 100;

    void run(Instant now) {
        look();
        int done = keep(BucketTable.codes, Expiry.hour(now), HOURS_AHEAD)
                + keep(BucketTable.authorizations, ExpiringId.bucket(now), DAYS_AHEAD);
        if (done > 0) look();
    }

    private void look() {
        database.read("partitions.look", statements -> {
            partitions.look(statements);
            return true;
        });
    }

    /// @return how much there was to do
    private int keep(BucketTable table, int first, int ahead) {
        var existing = partitions.of(table);
        var missing = IntStream.rangeClosed(first, first + ahead)
                .filter(bucket -> !existing.containsKey(bucket))
                .toArray();
        var past = List.copyOf(existing.headMap(first).keySet());
        for (int bucket : missing) create(table, bucket);
        for (int bucket : past) drop(table, bucket);
        return missing.length + past.size();
    }

    private void create(BucketTable table, int bucket) {
        var name = Partitions.name(table, bucket);
        step("partitions.create", statements -> {
            if (statements.exists("SELECT 1 WHERE to_regclass(?) IS NOT NULL", name)) return false;
            // Rows that came before their partition stay where they are.
            if (statements.exists("SELECT 1 FROM " + Partitions.rest(table) + " WHERE bucket = ? LIMIT 1", bucket))
                return false;
            // Attaching needs weaker locks than creating in place: traffic goes on.
            statements.update(
                    "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS) WITH (fillfactor = 80)".formatted(name, table));
            statements.update("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)"
                    .formatted(table, name, bucket, bucket + 1));
            return true;
        });
    }

    private void drop(BucketTable table, int bucket) {
        partitions.forget(table, bucket);
        step("partitions.drop",
                statements -> statements.update("DROP TABLE IF EXISTS " + Partitions.name(table, bucket)));
    }

    /// One node at a time.
    private <T extends @Nullable Object> void step(String operation, Work<T> work) {
        try {
            database.transaction(operation, statements -> {
                statements.update(LOCK_TIMEOUT);
                lock(statements);
                return work.on(statements);
            });
        } catch (StoreException e) {
            if (!(e.getCause() instanceof SQLException sql && States.isOfBadTiming(sql))) throw e;
            LOG.debug("{} is left to the next run: {}", operation, e.getMessage());
        }
    }

    private static void lock(Statements statements) throws SQLException {
        statements.exists("SELECT pg_advisory_xact_lock(?)", LOCK);
    }
}
