package dev.cardea.store.sqlite;

import dev.cardea.store.StoreException;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/// What SQLite's errors mean to those who wait.
final class Failures {
    /// Errors of the disk, the memory or the file: after some of them SQLite has rolled the whole transaction back
    /// by itself (https://www.sqlite.org/lang_transaction.html), and after none of them is going on any use.
    private static final Set<SQLiteErrorCode> OF_THE_DATABASE = Set.of(
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_IOERR,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_LOCKED,
            SQLiteErrorCode.SQLITE_INTERRUPT,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_NOTADB,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_PROTOCOL);
    private static final int PRIMARY_CODE = 0xff;

    private Failures() {}

    static boolean affectAll(SQLException e) {
        return OF_THE_DATABASE.contains(SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY_CODE));
    }

    static StoreException exception(String operation, SQLException e) {
        return new StoreException(operation + " failed: " + e.getMessage(), e);
    }
}
