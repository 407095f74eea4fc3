package dev.cardea.store.sqlite;

import dev.cardea.store.Overloaded;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Statements;
import dev.cardea.store.sql.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. SQLite has one writer at a time anyway; this one takes all that waits into one
/// transaction, so that a wait for the disk is shared, and answers nobody before the commit.
///
/// A platform thread: calls into SQLite would hold on to a virtual thread's carrier.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    static final int MAX_WAITING = 2_048;
    private static final int MAX_GROUP = 256;
    private final SqliteFile file;
    private final BlockingQueue<Write<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean stopped;
    private @Nullable Connection connection;
    private @Nullable Statements statements;

    Writer(SqliteFile file) {
        this.file = file;
        thread = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    <T extends @Nullable Object> T write(String operation, Work<T> work, boolean guarded) {
        var write = new Write<T>(operation, work, guarded);
        if (!waiting.offer(write)) throw new Overloaded(operation + " refused: " + MAX_WAITING + " writes are waiting");
        // Either the thread sees it when it empties the queue for the last time, or we see that it has.
        if (stopped && waiting.remove(write)) throw closed(operation);
        return write.await();
    }

    /// How many writes wait to be taken up.
    int waiting() {
        return waiting.size();
    }

    private void run() {
        var group = new ArrayList<Write<?>>();
        while (!stopping) {
            try {
                group.add(waiting.take());
                waiting.drainTo(group, MAX_GROUP - 1);
                commit(group);
            } catch (InterruptedException _) {
                // By close(), which has set `stopping`.
            }
            group.clear();
        }
        stopped = true;
        waiting.drainTo(group);
        for (var write : group) write.fail(closed(write.operation));
        disconnect();
    }

    private void commit(List<Write<?>> group) {
        try {
            var open = connected();
            open.update("BEGIN IMMEDIATE");
            for (var write : group) write.run(open);
            open.update("COMMIT");
        } catch (SQLException e) {
            // Closing rolls back whatever state the transaction is in; the next group begins with a fresh connection.
            disconnect();
            for (var write : group) write.fail(Failures.exception(write.operation, e));
            return;
        } catch (Throwable e) {
            disconnect();
            for (var write : group) write.fail(new StoreException(write.operation + " failed", e));
            return;
        }
        for (var write : group) write.answer();
    }

    private Statements connected() throws SQLException {
        if (statements == null) {
            connection = file.connect();
            statements = Statements.held(connection);
        }
        return statements;
    }

    private void disconnect() {
        var closing = connection;
        connection = null;
        statements = null;
        if (closing == null) return;
        try {
            closing.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a connection to the database", e);
        }
    }

    private static StoreException closed(String operation) {
        return new StoreException(operation + " refused: the store is closed");
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
