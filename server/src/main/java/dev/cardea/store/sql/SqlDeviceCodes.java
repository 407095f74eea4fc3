package dev.cardea.store.sql;

import dev.cardea.device.DeviceCode;
import dev.cardea.device.DeviceCodeStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.AuthorizationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an approval gives is a row of `codes`, so that it is redeemed by the one statement that redeems.
final class SqlDeviceCodes implements DeviceCodeStore {
    private static final String FIND = "SELECT bucket, hash, user_code, client_id, scopes, state, created_at,"
            + " expires_at, poll_interval, next_poll_at FROM device_codes WHERE ";
    private static final String POLLED = "UPDATE device_codes SET next_poll_at = ?, poll_interval = ?"
            + " WHERE hash = ? AND state = 'pending' AND next_poll_at = ?";
    private static final String DECIDE = "UPDATE device_codes SET state = ? WHERE hash = ? AND state = 'pending'";
    private final Database database;
    private final SqlCodes codes;

    SqlDeviceCodes(Database database, SqlCodes codes) {
        this.database = database;
        this.codes = codes;
    }

    @Override
    public boolean add(DeviceCode code, Instant forgetAt) {
        return database.write("device_codes.add", statements -> statements.update(
                """
                        INSERT INTO device_codes (bucket, hash, user_code, client_id, scopes, state, created_at,
                        expires_at, poll_interval, next_poll_at, forget_hour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (user_code) DO NOTHING""",
                code.key().bucket(),
                code.key().hash(),
                code.userCode(),
                code.client(),
                Columns.list(code.scopes().values()),
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
                DeviceCode.State.valueOf(row.getString(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                Duration.ofMillis(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    @Override
    public boolean polled(AuthorizationCode.Key key, Instant seen, Instant nextPollAt, Duration interval) {
        return database.write("device_codes.polled", statements -> statements.update(
                POLLED, nextPollAt, interval.toMillis(), key.hash(), seen)) == 1;
    }

    @Override
    public boolean approve(AuthorizationCode approved) {
        var authorization = approved.authorization();
        var joining = SqlSessions.joining(authorization.session(), authorization.client());
        var added = codes.added(approved);
        return database.transaction("device_codes.approve", statements -> {
            if (decide(statements, approved.key(), DeviceCode.State.approved) == 0) return false;
            statements.update(joining.sql(), joining.parameters());
            statements.update(added.sql(), added.parameters());
            return true;
        });
    }

    @Override
    public boolean deny(AuthorizationCode.Key key) {
        return database.write("device_codes.deny",
                statements -> decide(statements, key, DeviceCode.State.denied)) == 1;
    }

    private static int decide(Statements statements, AuthorizationCode.Key key, DeviceCode.State state)
            throws SQLException {
        return statements.update(DECIDE, state.name(), key.hash());
    }
}
