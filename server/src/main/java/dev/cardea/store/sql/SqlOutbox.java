package dev.cardea.store.sql;

import dev.cardea.outbox.Message;
import dev.cardea.outbox.OutboxStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A claim is a due time in the future: where the node that made it is gone, the message is due again by itself.
final class SqlOutbox implements OutboxStore {
    private static final String ADD = "INSERT INTO outbox (bucket, id, kind, recipient, reference, payload, created_at,"
            + " state, attempts, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?)";
    private static final String CLAIM = "WITH due AS MATERIALIZED (SELECT bucket, id FROM outbox"
            + " WHERE kind = ? AND recipient = ? AND due_at <= ? ORDER BY due_at LIMIT ?{lock})"
            + " UPDATE outbox SET state = 'sent', attempts = attempts + 1, attempted_at = ?, due_at = ?"
            + " WHERE (bucket, id) IN (SELECT bucket, id FROM due)"
            + " RETURNING bucket, id, reference, payload, created_at, attempts";
    private static final int MILLION = 1_000_000;
    private final Database database;
    private final String claim;

    SqlOutbox(Database database, Dialect dialect) {
        this.database = database;
        claim = CLAIM.replace("{lock}", dialect.skippingLocked());
    }

    @Override
    public void add(Message message) {
        database.write("outbox.add", statements -> add(statements, message));
    }

    static int add(Statements statements, Message message) throws SQLException {
        return statements.update(
                ADD,
                message.id().bucket(),
                Columns.id(message.id()),
                message.kind(),
                message.recipient(),
                message.reference(),
                message.payload(),
                message.createdAt(),
                message.createdAt());
    }

    @Override
    public Set<Lane> lanes(Instant now) {
        return Set.copyOf(database.read("outbox.lanes", statements -> statements.all(
                "SELECT DISTINCT kind, recipient FROM outbox WHERE due_at <= ?",
                row -> new Lane(row.getString(1), row.getString(2)),
                now)));
    }

    @Override
    public List<Claim> claim(Lane lane, Instant now, Instant until, int limit) {
        return database.write("outbox.claim", statements -> statements.all(
                claim, row -> claim(row, lane), lane.kind(), lane.recipient(), now, limit, now, until));
    }

    private static Claim claim(ResultSet row, Lane lane) throws SQLException {
        return new Claim(
                new Message(
                        Columns.id(row.getInt(1), row.getBytes(2)),
                        lane.kind(),
                        lane.recipient(),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                row.getInt(6));
    }

    @Override
    public void settle(
            Claim claim, State state, @Nullable Instant dueAt, @Nullable Integer status, @Nullable String error,
            Duration latency) {
        var id = claim.message().id();
        database.write("outbox.settle", statements -> statements.update(
                "UPDATE outbox SET state = ?, due_at = ?, status = ?, error = ?, latency_ms = ?"
                        + (dueAt == null ? ", payload = ''" : "")
                        + " WHERE bucket = ? AND id = ? AND attempts = ?",
                state.name(),
                dueAt,
                status,
                error,
                (latency.toNanos() + MILLION - 1) / MILLION,
                id.bucket(),
                Columns.id(id),
                claim.attempt()));
    }

    @Override
    public List<Entry> ledger(String kind, @Nullable String recipient, @Nullable String reference, int limit) {
        return database.read("outbox.ledger", statements -> statements.all(
                "SELECT bucket, id, kind, recipient, reference, payload, created_at, state, attempts, status, error,"
                        + " latency_ms, attempted_at, due_at FROM outbox WHERE kind = ?"
                        + " AND recipient = COALESCE(?, recipient) AND reference = COALESCE(?, reference)"
                        + " ORDER BY created_at DESC LIMIT ?",
                SqlOutbox::entry,
                kind,
                recipient,
                reference,
                limit));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int status = row.getInt(10);
        boolean answered = !row.wasNull();
        long latency = row.getLong(12);
        boolean settled = !row.wasNull();
        return new Entry(
                new Message(
                        Columns.id(row.getInt(1), row.getBytes(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7))),
                State.valueOf(row.getString(8)),
                row.getInt(9),
                answered ? status : null,
                row.getString(11),
                settled ? Duration.ofMillis(latency) : null,
                Columns.instant(row, 13),
                Columns.instant(row, 14));
    }
}
