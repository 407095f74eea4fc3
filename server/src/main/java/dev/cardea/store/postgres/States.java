package dev.cardea.store.postgres;

import java.sql.SQLException;
import java.util.Set;

/// The SQLSTATEs that are acted upon (PostgreSQL documentation, appendix A).
final class States {
    private static final String READ_ONLY = "25006";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String CHECK_VIOLATION = "23514";
    private static final Set<String> REPEATABLE = Set.of(DEADLOCK, SERIALIZATION);
    private static final Set<String> OF_BAD_TIMING = Set.of(DEADLOCK, LOCK_NOT_AVAILABLE, CHECK_VIOLATION);

    private States() {}

    /// Whether the same work may well succeed when it is done again at once.
    static boolean isRepeatable(SQLException e) {
        return e.getSQLState() != null && REPEATABLE.contains(e.getSQLState());
    }

    /// Whether a partition could not be made or dropped because of what others were doing.
    static boolean isOfBadTiming(SQLException e) {
        return e.getSQLState() != null && OF_BAD_TIMING.contains(e.getSQLState());
    }

    static boolean isUndefinedTable(SQLException e) {
        return UNDEFINED_TABLE.equals(e.getSQLState());
    }

    static boolean isReadOnly(SQLException e) {
        return READ_ONLY.equals(e.getSQLState());
    }
}
