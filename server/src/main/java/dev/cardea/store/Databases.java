package dev.cardea.store;

import dev.cardea.store.postgres.PostgresStores;
import dev.cardea.store.sqlite.SqliteStores;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The databases that a `store.url` can name.
public final class Databases {
    private Databases() {}

    /// Opens the database and brings its schema up to date.
    ///
    /// @param url a JDBC URL
    /// @param username null where the URL says it, or none is needed
    /// @param password likewise
    /// @param poolSize the greatest number of connections to a database server
    /// @param now decides which partitions are made at once
    /// @throws StoreException where it cannot be opened, with the reason for the operator
    public static Stores open(
            String url,
            @Nullable String username,
            @Nullable String password,
            int poolSize,
            Instant now,
            StoreObserver observer) {
        if (url.startsWith("jdbc:sqlite:")) return SqliteStores.open(url, observer);
        if (url.startsWith("jdbc:postgresql:"))
            return PostgresStores.open(url, username, password, poolSize, now, observer);
        throw new StoreException("store.url must begin with jdbc:sqlite: or jdbc:postgresql:, but is " + url);
    }
}
