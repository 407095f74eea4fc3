package dev.cardea.store.sqlite;

import dev.cardea.store.Overloaded;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Statements;
import dev.cardea.store.sql.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections that read. A read holds on to its virtual thread's carrier while it is inside SQLite, so more
/// connections than a few for each core would never be used.
final class Readers implements AutoCloseable {
    private static final int SPARE = 2;
    private static final int MAX_WAIT_SECONDS = 2;

    private record Reader(Connection connection, Statements statements) {}

    private final SqliteFile file;
    private final int size = Runtime.getRuntime().availableProcessors() + SPARE;
    private final Semaphore free = new Semaphore(size);
    private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Readers(SqliteFile file) {
        this.file = file;
    }

    <T extends @Nullable Object> T read(String operation, Work<T> work) {
        acquire(operation);
        try {
            if (closed) throw new StoreException(operation + " refused: the store is closed");
            var reader = idle.pollFirst();
            if (reader == null) reader = open();
            boolean broken = true;
            try {
                var result = work.on(reader.statements);
                broken = false;
                return result;
            } finally {
                if (broken) reader.connection.close();
                else
                    idle.addFirst(reader);
            }
        } catch (SQLException e) {
            throw Failures.exception(operation, e);
        } finally {
            free.release();
        }
    }

    private void acquire(String operation) {
        try {
            if (!free.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS))
                throw new Overloaded(operation + " refused: all " + size + " readers are busy");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(operation + " was interrupted", e);
        }
    }

    private Reader open() throws SQLException {
        var connection = file.connect();
        return new Reader(connection, Statements.held(connection));
    }

    @Override
    public void close() {
        closed = true;
        free.acquireUninterruptibly(size);
        try {
            for (var reader : idle) reader.connection.close();
        } catch (SQLException e) {
            throw Failures.exception("close", e);
        } finally {
            idle.clear();
            free.release(size);
        }
    }
}
