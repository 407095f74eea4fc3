package dev.cardea.store.sql;

import dev.cardea.factor.DeviceStore;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlDevices implements DeviceStore {
    private static final String COLUMNS = "SELECT hash, user_id, name, address, created_at, expires_at"
            + " FROM remembered_devices";
    private final Database database;

    SqlDevices(Database database) {
        this.database = database;
    }

    private static Device read(ResultSet row) throws SQLException {
        return new Device(
                new TokenHash(row.getBytes(1)),
                new UserId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    @Override
    public void remember(Device device) {
        database.write("devices.remember", statements -> statements.update(
                "INSERT INTO remembered_devices (hash, user_id, name, address, created_at, expires_at, forget_hour)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                device.secret(),
                device.user(),
                device.name(),
                device.address(),
                device.createdAt(),
                device.expiresAt(),
                Expiry.hour(device.expiresAt())));
    }

    @Override
    public Optional<Device> find(TokenHash secret) {
        return database.read("devices.find", statements -> statements.one(
                COLUMNS + " WHERE hash = ?", SqlDevices::read, secret));
    }

    @Override
    public List<Device> of(UserId user) {
        return database.read("devices.of", statements -> statements.all(
                COLUMNS + " WHERE user_id = ? ORDER BY created_at", SqlDevices::read, user));
    }

    @Override
    public void forget(UserId user, TokenHash secret) {
        database.write("devices.forget", statements -> statements.update(
                "DELETE FROM remembered_devices WHERE hash = ? AND user_id = ?", secret, user));
    }

    @Override
    public void forgetAll(UserId user) {
        database.write("devices.forget_all", statements -> statements.update(
                "DELETE FROM remembered_devices WHERE user_id = ?", user));
    }
}
