package dev.cardea.store.sqlite;

import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Migrations;
import dev.cardea.store.sql.Statements;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/// The database's file, and how it is opened.
record SqliteFile(String url, Path path) {
    static final String PREFIX = "jdbc:sqlite:";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    /// For other processes, such as a command run beside the server.
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    /// 16 MB of write-ahead log between checkpoints: fewer than by default, as each one makes the writer wait.
    private static final int CHECKPOINT_PAGES = 4_000;
    private static final int LOG_SIZE_LIMIT = 64 * 1024 * 1024;

    /// Creates the file where there is none. Nobody but its owner may read it; SQLite gives the files that it puts
    /// beside it the same permissions.
    static SqliteFile of(String url) {
        var name = url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:"))
            throw new StoreException("store.url must name a file, as in jdbc:sqlite:./data/cardea.db, but is " + url);
        var path = Path.of(name).toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
            create(path);
        } catch (IOException e) {
            throw new StoreException("cannot create the database file " + path, e);
        }
        return new SqliteFile(url, path);
    }

    private static void create(Path path) throws IOException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException _) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    /// Processes that start at the same time wait for each other: Flyway knows no lock for SQLite, and two that open a new
    /// file at once are in each other's way.
    void migrate(Migrations migrations) {
        var source = source();
        var lock = path.resolveSibling(path.getFileName() + ".lock");
        synchronized (SqliteFile.class) {
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (!migrations.areAppliedTo(source)) migrations.apply(source);
            } catch (IOException e) {
                throw new StoreException("cannot lock " + lock, e);
            }
        }
    }

    private SQLiteDataSource source() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // Every commit reaches the disk before it is acknowledged, not just every checkpoint.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setWalAutocheckpoint(CHECKPOINT_PAGES);
        config.setJournalSizeLimit(LOG_SIZE_LIMIT);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // Would ask for the last row id after every statement.
        config.setGetGeneratedKeys(false);
        // A connection is used by one thread at a time.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    /// A connection in which transactions are begun and ended by statements alone.
    Connection connect() throws SQLException {
        var connection = source().getConnection();
        try {
            // In auto-commit mode the driver tries an empty transaction after every statement; out of it, it begins
            // one right away. So: out of it, and end that one.
            connection.setAutoCommit(false);
            Statements.of(connection).update("COMMIT");
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
