package dev.cardea.store.sql;

import dev.cardea.ciba.BackchannelRequest;
import dev.cardea.ciba.BackchannelRequestStore;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.decoupled.Awaited;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.token.AuthorizationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class SqlBackchannelRequests implements BackchannelRequestStore {
    private static final String COLUMNS = "bucket, hash, user_id, client_id, scopes, details, binding_message, delivery, callback,"
            + " state, created_at, expires_at, poll_interval, next_poll_at";
    private static final String ADD = "INSERT INTO backchannel_requests (" + COLUMNS + ", link, forget_hour)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND = "SELECT " + COLUMNS + " FROM backchannel_requests WHERE ";
    private final Database database;
    private final SqlAwaited awaited;

    SqlBackchannelRequests(Database database, Dialect dialect) {
        this.database = database;
        this.awaited = new SqlAwaited(database, dialect, "backchannel_requests");
    }

    @Override
    public void add(BackchannelRequest request, @Nullable TokenHash link, List<Message> told, Instant forgetAt) {
        database.transaction("backchannel_requests.add", statements -> {
            insert(statements, request, link, forgetAt);
            for (var message : told) SqlOutbox.add(statements, message);
            return true;
        });
    }

    private static void insert(
            Statements statements, BackchannelRequest request, @Nullable TokenHash link, Instant forgetAt)
            throws SQLException {
        statements.update(
                ADD,
                request.key().bucket(),
                request.key().hash(),
                request.user(),
                request.client(),
                Columns.list(request.scopes().values()),
                Columns.details(request.details()),
                request.bindingMessage(),
                request.delivery().name(),
                request.callback(),
                request.state().name(),
                request.createdAt(),
                request.expiresAt(),
                request.interval().toMillis(),
                request.nextPollAt(),
                link,
                Expiry.hour(forgetAt));
    }

    @Override
    public Optional<BackchannelRequest> linked(TokenHash link) {
        return database.read("backchannel_requests.linked", statements -> statements.one(
                FIND + "link = ?", SqlBackchannelRequests::read, link));
    }

    @Override
    public int mailed(UserId user, Instant since) {
        // What was made since then expires after it: so the index says where to look.
        return database.read("backchannel_requests.mailed", statements -> statements.one(
                "SELECT COUNT(*) FROM backchannel_requests WHERE user_id = ? AND expires_at > ? AND created_at > ?"
                        + " AND link IS NOT NULL",
                row -> row.getInt(1),
                user,
                since,
                since)).orElse(0);
    }

    @Override
    public Optional<BackchannelRequest> find(AuthorizationCode.Key key) {
        return database.read("backchannel_requests.find", statements -> statements.one(
                FIND + "hash = ? AND bucket = ?", SqlBackchannelRequests::read, key.hash(), key.bucket()));
    }

    @Override
    public List<BackchannelRequest> waiting(UserId user, Instant now, int limit) {
        return database.read("backchannel_requests.waiting", statements -> statements.all(
                FIND + "user_id = ? AND state = 'pending' AND expires_at > ? ORDER BY created_at DESC, hash LIMIT ?",
                SqlBackchannelRequests::read,
                user,
                now,
                limit));
    }

    private static BackchannelRequest read(ResultSet row) throws SQLException {
        return new BackchannelRequest(
                new AuthorizationCode.Key(row.getInt(1), new TokenHash(row.getBytes(2))),
                new UserId(row.getString(3)),
                new ClientId(row.getString(4)),
                new Scopes(Columns.list(row.getString(5))),
                Detail.read(row.getString(6)),
                row.getString(7),
                Backchannel.Delivery.valueOf(row.getString(8)),
                row.getString(9),
                Awaited.State.valueOf(row.getString(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)),
                Duration.ofMillis(row.getLong(13)),
                Instant.ofEpochMilli(row.getLong(14)));
    }

    @Override
    public boolean polled(AuthorizationCode.Key key, Instant seen, Instant nextPollAt, Duration interval) {
        return awaited.polled(key, seen, nextPollAt, interval);
    }

    @Override
    public boolean approve(AuthorizationCode approved, List<Message> told) {
        return awaited.approve(approved, told);
    }

    @Override
    public boolean deny(AuthorizationCode.Key key, List<Message> told) {
        return awaited.deny(key, told);
    }
}
