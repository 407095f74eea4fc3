package dev.cardea.store.sql;

import dev.cardea.decoupled.Awaited;
import dev.cardea.outbox.Message;
import dev.cardea.token.AuthorizationCode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What tables of requests that wait for people have in common. What an approval gives is a row of `codes`, so that it
/// is redeemed by the one statement that redeems.
final class SqlAwaited {
    private final Database database;
    private final SqlCodes codes;
    private final String table;
    private final String polled;
    private final String decide;

    SqlAwaited(Database database, Dialect dialect, String table) {
        this.database = database;
        this.codes = new SqlCodes(database, dialect);
        this.table = table;
        polled = "UPDATE " + table + " SET next_poll_at = ?, poll_interval = ?"
                + " WHERE hash = ? AND state = 'pending' AND next_poll_at = ?";
        decide = "UPDATE " + table + " SET state = ? WHERE hash = ? AND state = 'pending'";
    }

    boolean polled(AuthorizationCode.Key key, Instant seen, Instant nextPollAt, Duration interval) {
        return database.write(table + ".polled", statements -> statements.update(
                polled, nextPollAt, interval.toMillis(), key.hash(), seen)) == 1;
    }

    boolean approve(AuthorizationCode approved, List<Message> told) {
        var authorization = approved.authorization();
        var joining = SqlSessions.joining(authorization.session(), authorization.client());
        var added = codes.added(approved);
        return database.transaction(table + ".approve", statements -> {
            if (!decide(statements, approved.key(), Awaited.State.approved, told)) return false;
            statements.update(joining.sql(), joining.parameters());
            statements.update(added.sql(), added.parameters());
            return true;
        });
    }

    boolean deny(AuthorizationCode.Key key, List<Message> told) {
        return database.transaction(table + ".deny",
                statements -> decide(statements, key, Awaited.State.denied, told));
    }

    private boolean decide(Statements statements, AuthorizationCode.Key key, Awaited.State state, List<Message> told)
            throws SQLException {
        if (statements.update(decide, state.name(), key.hash()) == 0) return false;
        for (var message : told) SqlOutbox.add(statements, message);
        return true;
    }
}
