package dev.cardea.store.sql;

import dev.cardea.details.Detail;
import dev.cardea.device.DeviceCode;
import dev.cardea.device.DeviceCodeStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.outbox.Message;
import dev.cardea.token.AuthorizationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlDeviceCodes implements DeviceCodeStore {
    private static final String FIND = "SELECT bucket, hash, user_code, client_id, scopes, details, state, created_at,"
            + " expires_at, poll_interval, next_poll_at FROM device_codes WHERE ";
    private final Database database;
    private final SqlAwaited awaited;

    SqlDeviceCodes(Database database, Dialect dialect) {
        this.database = database;
        this.awaited = new SqlAwaited(database, dialect, "device_codes");
    }

    @Override
    public boolean add(DeviceCode code, Instant forgetAt) {
        return database.write("device_codes.add", statements -> statements.update(
                """
                        INSERT INTO device_codes (bucket, hash, user_code, client_id, scopes, details, state, created_at,
                        expires_at, poll_interval, next_poll_at, forget_hour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (user_code) DO NOTHING""",
                code.key().bucket(),
                code.key().hash(),
                code.userCode(),
                code.client(),
                Columns.list(code.scopes().values()),
                Columns.details(code.details()),
                code.state().name(),
                code.createdAt(),
                code.expiresAt(),
                code.interval().toMillis(),
                code.nextPollAt(),
                Expiry.hour(forgetAt))) == 1;
    }

    @Override
    public Optional<DeviceCode> find(AuthorizationCode.Key key) {
        return database.read("device_codes.find", statements -> statements.one(
                FIND + "hash = ? AND bucket = ?", SqlDeviceCodes::read, key.hash(), key.bucket()));
    }

    @Override
    public Optional<DeviceCode> findByUserCode(TokenHash userCode) {
        return database.read("device_codes.find_by_user_code", statements -> statements.one(
                FIND + "user_code = ?", SqlDeviceCodes::read, userCode));
    }

    private static DeviceCode read(ResultSet row) throws SQLException {
        return new DeviceCode(
                new AuthorizationCode.Key(row.getInt(1), new TokenHash(row.getBytes(2))),
                new TokenHash(row.getBytes(3)),
                new ClientId(row.getString(4)),
                new Scopes(Columns.list(row.getString(5))),
                Detail.read(row.getString(6)),
                DeviceCode.State.valueOf(row.getString(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Duration.ofMillis(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)));
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
