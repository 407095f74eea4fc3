package dev.cardea.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.cardea.store.Overloaded;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Statements;
import dev.cardea.store.sql.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

record PostgresDatabase(HikariDataSource pool, Partitions partitions) implements Database {
    private static final int ATTEMPTS = 4;

    @Override
    public <T extends @Nullable Object> T read(String operation, Work<T> work) {
        return repeat(operation, connection -> work.on(Statements.of(connection)));
    }

    /// One statement commits by itself.
    @Override
    public <T extends @Nullable Object> T write(String operation, Work<T> work) {
        return repeat(operation, connection -> work.on(Statements.of(connection)));
    }

    @Override
    public <T extends @Nullable Object> T transaction(String operation, Work<T> work) {
        return repeat(operation, connection -> inTransaction(connection, work));
    }

    private interface Use<T extends @Nullable Object> {
        T of(Connection connection) throws SQLException;
    }

    /// Does it again where the database says that nothing happened and that it may succeed: after a deadlock, or when
    /// another node has dropped the partition that was named.
    private <T extends @Nullable Object> T repeat(String operation, Use<T> use) {
        for (int attempt = 1;; attempt++) {
            try (var connection = connection(operation)) {
                try {
                    return use.of(connection);
                } catch (SQLException e) {
                    boolean dropped = States.isUndefinedTable(e);
                    if (attempt == ATTEMPTS || !(dropped || States.isRepeatable(e))) throw e;
                    if (dropped) partitions.look(Statements.of(connection));
                }
            } catch (SQLException e) {
                throw new StoreException(operation + " failed: " + e.getMessage(), e);
            }
        }
    }

    private Connection connection(String operation) throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            throw new Overloaded(operation + " refused: no connection to the database was free in time", e);
        }
    }

    private static <T extends @Nullable Object> T inTransaction(Connection connection, Work<T> work)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            var result = work.on(Statements.of(connection));
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
