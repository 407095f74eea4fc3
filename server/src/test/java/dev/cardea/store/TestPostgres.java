package dev.cardea.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// The PostgreSQL server of this run of the tests, started when it is first asked for.
final class TestPostgres {
    private static @Nullable TestPostgres shared;
    private static @Nullable String unavailable;
    private final EmbeddedPostgres server;
    private @Nullable String template;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /// @throws TestAbortedException where it does not run on this machine
    static synchronized TestPostgres shared() {
        if (unavailable != null) throw new TestAbortedException(unavailable);
        if (shared == null) {
            try {
                shared = start(false);
            } catch (IOException | RuntimeException e) {
                unavailable = "PostgreSQL does not start here: " + e;
                throw new TestAbortedException(unavailable, e);
            }
        }
        return shared;
    }

    /// @param durable whether commits reach the disk
    static TestPostgres start(boolean durable) throws IOException {
        var onOff = durable ? "on" : "off";
        return new TestPostgres(EmbeddedPostgres.builder()
                .setServerConfig("fsync", onOff)
                .setServerConfig("synchronous_commit", onOff)
                .setServerConfig("full_page_writes", onOff)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start());
    }

    /// @return the URL of a new, empty database
    String createDatabase() {
        return createDatabase("");
    }

    /// @return the URL of a new database with the schema and all partitions, which are copied from another
    synchronized String createReadyDatabase() {
        if (template == null) {
            var url = createDatabase();
            try (var stores = Backend.open(url)) {
                stores.deleteExpired(Cast.NOW);
            }
            template = nameOf(url);
        }
        return createDatabase(" TEMPLATE " + template + " STRATEGY file_copy");
    }

    private static String nameOf(String url) {
        return url.replaceFirst(".*/(\\w+)\\?.*", "$1");
    }

    private String createDatabase(String like) {
        var name = "test" + databases.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + like);
        } catch (SQLException e) {
            throw new StoreException("cannot create a database for a test", e);
        }
        return server.getJdbcUrl("postgres", name);
    }
}
