package dev.cardea.bench.installation;

import dev.cardea.bench.machine.Core;
import dev.cardea.bench.machine.ProcessTree;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A PostgreSQL server of its own, as durable as an installed one.
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final ProcessTree processes;

    private EmbeddedDatabase(EmbeddedPostgres postgres, ProcessTree processes) {
        this.postgres = postgres;
        this.processes = processes;
    }

    static EmbeddedDatabase start(Path directory) throws IOException, InterruptedException, SQLException {
        var data = directory.resolve("postgresql");
        var postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                // The library switches these off, for tests.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .start();
        var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        var database = new EmbeddedDatabase(postgres, new ProcessTree(pid));
        database.requireDurable();
        Core.SERVER.pin(database.processes.members());
        return database;
    }

    private void requireDurable() throws SQLException {
        for (var setting : new String[]{"fsync", "synchronous_commit", "full_page_writes" }) {
            try (var connection = DriverManager.getConnection(url());
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SHOW " + setting)) {
                if (!row.next() || !row.getString(1).equals("on"))
                    throw new IllegalStateException("PostgreSQL runs without " + setting);
            }
        }
    }

    /// With user and without password: it listens to this machine only.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
    }

    public ProcessTree processes() {
        return processes;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
