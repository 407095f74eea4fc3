package dev.cardea.store.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What is done with a connection. May be run again from the start where the database asks for it, so it has no
/// effects but those on the database.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    T on(Statements statements) throws SQLException;
}
