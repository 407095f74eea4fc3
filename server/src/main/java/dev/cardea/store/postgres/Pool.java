package dev.cardea.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.cardea.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The pool of connections. Every wait in it has an end: whoever waits longer than a person would is told so.
final class Pool {
    private static final int CONNECTIONS_OF_FLYWAY = 3;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);
    /// Longer than a statement may take: it ends only waits for a server that has gone.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

    private Pool() {}

    static HikariDataSource open(String url, @Nullable String username, @Nullable String password, int size) {
        var config = config(url, username, password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(WAIT.toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        config.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT.toSeconds()));
        // Few statements, each of them many times: prepared on the server from the first time on.
        config.addDataSourceProperty("prepareThreshold", "1");
        config.setConnectionInitSql("SET statement_timeout = " + STATEMENT_TIMEOUT.toMillis());
        config.setExceptionOverride(new LeaveStandby());
        return open(config);
    }

    /// Migrations may take as long as they need.
    static HikariDataSource forMigrations(String url, @Nullable String username, @Nullable String password) {
        var config = config(url, username, password);
        config.setMaximumPoolSize(CONNECTIONS_OF_FLYWAY);
        config.setMinimumIdle(0);
        return open(config);
    }

    private static HikariConfig config(String url, @Nullable String username, @Nullable String password) {
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        if (username != null) config.setUsername(username);
        if (password != null) config.setPassword(password);
        // Parameters of the URL win over these.
        config.addDataSourceProperty("ApplicationName", "cardea");
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The details of an error quote what was to be stored, and errors are logged.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    private static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException("cannot connect to the database: " + e.getMessage(), e);
        }
    }

    /// After a failover, connections to the former primary would answer reads for a long time and refuse writes.
    private static final class LeaveStandby implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return States.isReadOnly(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
