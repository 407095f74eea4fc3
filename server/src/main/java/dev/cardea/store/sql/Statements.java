package dev.cardea.store.sql;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements of one connection. Used by one thread at a time.
public final class Statements {
    /// Reads one row.
    @FunctionalInterface
    public interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final @Nullable Map<String, PreparedStatement> held;

    private Statements(Connection connection, @Nullable Map<String, PreparedStatement> held) {
        this.connection = connection;
        this.held = held;
    }

    /// Keeps every statement prepared for as long as the connection lives: for a driver that does not do so itself.
    public static Statements held(Connection connection) {
        return new Statements(connection, new HashMap<>());
    }

    public static Statements of(Connection connection) {
        return new Statements(connection, null);
    }

    /// @return how many rows were changed
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        return with(sql, parameters, PreparedStatement::executeUpdate);
    }

    public <T> Optional<T> one(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        return with(sql, parameters, statement -> {
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
            }
        });
    }

    public <T> List<T> all(String sql, Mapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        return with(sql, parameters, statement -> {
            var all = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) all.add(mapper.map(rows));
            }
            return all;
        });
    }

    public boolean exists(String sql, @Nullable Object... parameters) throws SQLException {
        return one(sql, _ -> true, parameters).isPresent();
    }

    private interface Run<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, @Nullable Object[] parameters, Run<T> run) throws SQLException {
        if (held == null) {
            try (var statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return run.run(statement);
            }
        }
        var statement = held.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            held.put(sql, statement);
        }
        bind(statement, parameters);
        return run.run(statement);
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            int at = i + 1;
            switch (parameters[i]) {
                case null -> statement.setNull(at, Types.NULL);
                case String text -> statement.setString(at, storable(text));
                case Integer number -> statement.setInt(at, number);
                case Long number -> statement.setLong(at, number);
                case Boolean flag -> statement.setBoolean(at, flag);
                case byte[] bytes -> statement.setBytes(at, bytes);
                case Instant instant -> statement.setLong(at, instant.toEpochMilli());
                case TokenHash hash -> statement.setBytes(at, hash.bytes());
                case UserId user -> statement.setString(at, user.value());
                case ClientId client -> statement.setString(at, client.value());
                case Object other -> throw new IllegalArgumentException("no column type for " + other.getClass());
            }
        }
    }

    /// PostgreSQL's text knows no NUL, which anyone can put into a form field: it is replaced in every database, so
    /// that all of them give the same answers.
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
