package dev.cardea.store.sql;

import org.jspecify.annotations.Nullable;

/// Runs work on a connection. Whatever the database throws arrives as [dev.cardea.store.StoreException].
public interface Database extends AutoCloseable {
    /// Sees everything acknowledged before the call.
    <T extends @Nullable Object> T read(String operation, Work<T> work);

    /// For work with at most one statement that changes something: it happens whole or not at all by itself.
    /// Returns once that is durable.
    <T extends @Nullable Object> T write(String operation, Work<T> work);

    /// For work with several such statements: either all of them happen or, where it throws, none.
    /// Returns once they are durable.
    <T extends @Nullable Object> T transaction(String operation, Work<T> work);

    @Override
    void close();
}
