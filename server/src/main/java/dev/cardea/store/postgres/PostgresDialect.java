package dev.cardea.store.postgres;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.sql.BucketTable;
import dev.cardea.store.sql.Columns;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Dialect;
import dev.cardea.store.sql.Expiry;
import dev.cardea.store.sql.PartSql;
import dev.cardea.store.sql.RedeemedRow;
import dev.cardea.store.sql.StandingRow;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One statement, one round trip, one commit for each verb.
record PostgresDialect(Database database, Partitions partitions) implements Dialect {
    /// A second call waits for the first one's row lock, then finds `redeemed` set.
    private static final PartSql REDEEM = new PartSql("WITH spent AS (UPDATE {part} c SET redeemed = TRUE FROM users u"
            + " WHERE c.bucket = ? AND c.hash = ? AND NOT c.redeemed AND u.id = c.user_id"
            + " RETURNING " + RedeemedRow.columns("c") + "),"
            + " stored AS (" + RedeemedRow.authorize("spent") + ") SELECT * FROM spent");
    private static final PartSql ROTATE = new PartSql("UPDATE {part} a SET generation = generation + 1, rotated_at = ?,"
            + " refresh_expires_at = ?, forget_hour = ? FROM users u"
            + " WHERE a.bucket = ? AND a.id = ? AND a.generation = ? AND NOT a.revoked AND a.refresh_expires_at > ?"
            + " AND u.id = a.user_id RETURNING " + StandingRow.columns("a"));

    @Override
    public Optional<RedeemedRow> redeem(AuthorizationCode.Key key, @Nullable Instant refreshExpiresAt) {
        var forgetHour = Expiry.forgetHour(refreshExpiresAt);
        return database.write("codes.redeem", statements -> statements.one(
                REDEEM.on(part(BucketTable.codes, key.bucket())),
                RedeemedRow::read,
                key.bucket(),
                key.hash(),
                refreshExpiresAt,
                forgetHour,
                forgetHour));
    }

    @Override
    public Optional<StandingRow> rotate(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt) {
        return database.write("authorizations.rotate", statements -> statements.one(
                ROTATE.on(part(BucketTable.authorizations, id.bucket())),
                row -> StandingRow.read(id, row),
                now,
                refreshExpiresAt,
                Expiry.forgetHour(id, refreshExpiresAt),
                id.bucket(),
                Columns.id(id),
                generation,
                now));
    }

    /// One round trip and one commit.
    @Override
    public void both(String operation, Change first, Change second) {
        var parameters = Stream.of(first, second).flatMap(change -> Arrays.stream(change.parameters())).toArray();
        database.write(operation, statements -> statements
                .update("WITH first AS (" + first.sql() + ") " + second.sql(), parameters));
    }

    @Override
    public String skippingLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    @Override
    public String part(BucketTable table, int bucket) {
        return partitions.part(table, bucket);
    }

    @Override
    public void deleteExpired(Instant now) {
        new PartitionSchedule(database, partitions).run(now);
        new Cleaning(database, partitions).run(now);
    }
}
