package dev.cardea.store.sqlite;

import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Statements;
import dev.cardea.store.sql.Work;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One piece of work on its way through the [Writer]: waits, runs, and is answered after the commit.
final class Write<T extends @Nullable Object> {
    final String operation;
    private final Work<T> work;
    private final boolean guarded;
    private final CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    /// @param guarded whether it must be undone as a whole where it fails
    Write(String operation, Work<T> work, boolean guarded) {
        this.operation = operation;
        this.work = work;
        this.guarded = guarded;
    }

    /// Runs it inside the group's transaction. What fails here fails alone.
    ///
    /// @throws SQLException where the whole group must fail
    void run(Statements statements) throws SQLException {
        if (guarded) statements.update("SAVEPOINT work");
        try {
            result = work.on(statements);
        } catch (SQLException e) {
            if (Failures.affectAll(e)) throw e;
            failure = Failures.exception(operation, e);
        } catch (RuntimeException e) {
            failure = e;
        }
        if (!guarded) return;
        if (failure != null) statements.update("ROLLBACK TO work");
        statements.update("RELEASE work");
    }

    void answer() {
        answered.complete(null);
    }

    void fail(RuntimeException cause) {
        failure = cause;
        answered.complete(null);
    }

    /// Waits for the commit.
    @SuppressWarnings("NullAway") // where there is no failure, `result` is what the work returned
    T await() {
        try {
            answered.join();
        } catch (CompletionException e) {
            throw new StoreException(operation + " failed", e);
        }
        if (failure != null) throw failure;
        return result;
    }
}
