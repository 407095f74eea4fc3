package dev.cardea.store.sql;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.session.Session;
import dev.cardea.session.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A session that has ended is a row that is gone.
final class SqlSessions implements SessionStore {
    private static final int SESSION_WIDTH = 10;
    private static final String FIND = "SELECT s.user_id, s.auth_time, s.amr, s.acr, s.created_at, s.last_seen_at,"
            + " s.expires_at, s.address, s.user_agent, s.secret, " + UserRow.COLUMNS
            + " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.bucket = ? AND s.id = ?";
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
                                row.getString(9)),
                        new TokenHash(row.getBytes(10)),
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

    @Override
    public boolean end(ExpiringId id) {
        return database.write("sessions.end", statements -> statements.update(
                "DELETE FROM sessions WHERE bucket = ? AND id = ?", id.bucket(), Columns.id(id))) == 1;
    }

    @Override
    public int endAll(UserId user) {
        return database.write("sessions.end_all", statements -> statements.update(
                "DELETE FROM sessions WHERE user_id = ?", user));
    }
}
