package dev.cardea.store.sql;

import dev.cardea.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/// The numbered SQL files that make the schema what this version needs. Forward only: `V<major>_<minor>` with a new
/// minor number only adds, so that older servers of the same major number go on working beside newer ones. A new
/// major number takes something away that older servers need, and they refuse to start on it.
///
/// Flyway takes most of a second to see that there is nothing to do, so that is looked up here first.
///
/// @param files in `folder` on the class path, oldest first
public record Migrations(String folder, List<String> files) {
    private record Applied(MigrationVersion version, int checksum, boolean success) {}

    /// @throws StoreException where the schema is not one that this version can work on
    public void apply(DataSource source) {
        if (areAppliedTo(source)) return;
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + folder)
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException("cannot bring the database's schema up to date: " + e.getMessage(), e);
        }
    }

    /// Whether there is nothing to do.
    ///
    /// @throws StoreException where the schema is not one that this version can work on
    public boolean areAppliedTo(DataSource source) {
        List<Applied> applied;
        try (var connection = source.getConnection()) {
            if (!hasHistory(connection)) return false;
            applied = Statements.of(connection)
                    .all(
                            "SELECT version, checksum, success FROM flyway_schema_history WHERE version IS NOT NULL",
                            row -> new Applied(
                                    MigrationVersion.fromVersion(row.getString(1)), row.getInt(2), row.getBoolean(3)));
        } catch (SQLException e) {
            throw new StoreException("cannot read the database: " + e.getMessage(), e);
        }
        for (var one : applied) check(one);
        var newest = applied.stream().map(Applied::version).max(MigrationVersion::compareTo);
        return newest.isPresent() && newest.get().isAtLeast(version(files.getLast()).getVersion());
    }

    private void check(Applied applied) {
        if (!applied.success)
            throw new StoreException(
                    "migration " + applied.version + " of the database failed half-way: restore a backup, or"
                            + " mend the schema and delete its row in flyway_schema_history");
        if (applied.version.getMajor().compareTo(version(files.getLast()).getMajor()) > 0)
            throw new StoreException("the database's schema is of version " + applied.version
                    + ", made by a newer server that this one cannot work beside");
        find(applied.version).filter(file -> checksum(file) != applied.checksum).ifPresent(file -> {
            throw new StoreException("migration " + applied.version + " of the database is not the " + file
                    + " of this server: was it changed after it had been applied?");
        });
    }

    private Optional<String> find(MigrationVersion version) {
        return files.stream().filter(file -> version(file).equals(version)).findFirst();
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData()
                .getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            return tables.next();
        }
    }

    private static MigrationVersion version(String file) {
        return MigrationVersion.fromVersion(file.substring(1, file.indexOf("__")));
    }

    /// As Flyway computes it: over the lines, whatever ends them.
    private int checksum(String file) {
        var crc = new CRC32();
        var stream = Objects.requireNonNull(Migrations.class.getResourceAsStream("/" + folder + "/" + file), file);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
