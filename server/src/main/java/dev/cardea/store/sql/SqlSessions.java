package dev.cardea.store.sql;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.session.Session;
import dev.cardea.session.SessionStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A session that has ended is a row that is gone.
final class SqlSessions implements SessionStore {
    private static final int SESSION_WIDTH = 11;
    private static final String FIND = "SELECT s.user_id, s.auth_time, s.amr, s.acr, s.created_at, s.last_seen_at,"
            + " s.expires_at, s.address, s.user_agent, s.clients, s.secret, " + UserRow.COLUMNS
            + " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.bucket = ? AND s.id = ?";
    private static final String JOIN = "UPDATE sessions SET clients = clients || ?"
            + " WHERE bucket = ? AND id = ? AND replace(clients, ?, '') = clients";
    private static final String END = "DELETE FROM sessions WHERE bucket = ? AND id = ? AND clients = ?";
    private final Database database;

    SqlSessions(Database database) {
        this.database = database;
    }

    @Override
    public void start(Session session, TokenHash secret) {
        database.write("sessions.start", statements -> statements.update(
                """
                        INSERT INTO sessions (bucket, id, secret, user_id, auth_time, amr, acr, created_at, last_seen_at,
                        expires_at, address, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                session.id().bucket(),
                Columns.id(session.id()),
                secret,
                session.user(),
                session.authTime(),
                Columns.list(session.amr()),
                session.acr(),
                session.createdAt(),
                session.lastSeenAt(),
                session.expiresAt(),
                session.address(),
                session.userAgent()));
    }

    private record FoundRow(Session session, TokenHash secret, UserRow user) {}

    @Override
    public Optional<Found> find(ExpiringId id) {
        return database.read("sessions.find", statements -> statements.one(
                FIND,
                row -> new FoundRow(
                        new Session(
                                id,
                                new UserId(row.getString(1)),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Columns.list(row.getString(3)),
                                row.getString(4),
                                Instant.ofEpochMilli(row.getLong(5)),
                                Instant.ofEpochMilli(row.getLong(6)),
                                Instant.ofEpochMilli(row.getLong(7)),
                                row.getString(8),
                                row.getString(9),
                                clients(row.getString(10))),
                        new TokenHash(row.getBytes(11)),
                        UserRow.read(row, SESSION_WIDTH + 1)),
                id.bucket(),
                Columns.id(id))).map(row -> new Found(row.session(), row.secret(), row.user().user()));
    }

    @Override
    public boolean renew(
            ExpiringId id, TokenHash expected, TokenHash replacement, Instant authTime, List<String> amr, String acr) {
        return database.write("sessions.renew", statements -> statements.update(
                "UPDATE sessions SET secret = ?, auth_time = ?, amr = ?, acr = ?"
                        + " WHERE bucket = ? AND id = ? AND secret = ?",
                replacement,
                authTime,
                Columns.list(amr),
                acr,
                id.bucket(),
                Columns.id(id),
                expected)) == 1;
    }

    @Override
    public void touch(ExpiringId id, Instant lastSeenAt) {
        database.write("sessions.touch", statements -> statements.update(
                "UPDATE sessions SET last_seen_at = ? WHERE bucket = ? AND id = ? AND last_seen_at < ?",
                lastSeenAt,
                id.bucket(),
                Columns.id(id),
                lastSeenAt));
    }

    /// Each between two line breaks, which no `client_id` has: so one can be told from the end of another.
    private static String text(ClientId client) {
        return "\n" + client.value() + "\n";
    }

    private static List<ClientId> clients(String text) {
        return Arrays.stream(text.split("\n")).filter(id -> !id.isEmpty()).map(ClientId::new).toList();
    }

    static Dialect.Change joining(ExpiringId id, ClientId client) {
        var text = text(client);
        return new Dialect.Change(JOIN, text, id.bucket(), Columns.id(id), text);
    }

    @Override
    public void join(ExpiringId id, ClientId client) {
        var change = joining(id, client);
        database.write("sessions.join", statements -> statements.update(change.sql(), change.parameters()));
    }

    @Override
    public boolean end(ExpiringId id, List<ClientId> clients, List<Message> farewells) {
        var known = clients.stream().map(SqlSessions::text).collect(Collectors.joining());
        Work<Boolean> work = statements -> {
            if (statements.update(END, id.bucket(), Columns.id(id), known) == 0) return false;
            for (var message : farewells) SqlOutbox.add(statements, message);
            return true;
        };
        return farewells.isEmpty()
                ? database.write("sessions.end", work)
                : database.transaction("sessions.end", work);
    }

    @Override
    public void forget(ExpiringId id) {
        database.write("sessions.forget", statements -> statements.update(
                "DELETE FROM sessions WHERE bucket = ? AND id = ?", id.bucket(), Columns.id(id)));
    }

    @Override
    public List<ExpiringId> of(UserId user) {
        return database.read("sessions.of", statements -> statements.all(
                "SELECT bucket, id FROM sessions WHERE user_id = ?",
                row -> Columns.id(row.getInt(1), row.getBytes(2)),
                user));
    }
}
