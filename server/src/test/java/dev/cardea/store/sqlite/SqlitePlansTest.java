package dev.cardea.store.sqlite;

import dev.cardea.store.Backend;
import dev.cardea.store.sql.Recorded;
import dev.cardea.store.sql.SqlStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The plans of SQLite")
class SqlitePlansTest {
    /// What reads a whole table on purpose, or the end of an index.
    private static final Set<String> MAY_SCAN = Set.of(
            "clients.declared",
            "users.declared",
            "organizations.declared",
            "organizations.declared_roles",
            "keys.all",
            "outbox.lanes",
            "outbox.claim",
            "outbox.ledger",
            "refusals.latest",
            // Sorts the few rows of one person.
            "authorizations.held",
            "ping");

    @Test
    void look_everything_up_by_an_index() throws SQLException {
        var file = SqliteFile.of(Backend.sqlite.url());
        file.migrate(SqliteStores.MIGRATIONS);
        try (var connection = file.connect(); var database = new Recorded(connection)) {
            Recorded.exercise(new SqlStores(database, new SqliteDialect(database)));
            assertThat(database.operations()).hasSizeGreaterThan(50);
            for (var entry : database.operations().entrySet()) {
                if (MAY_SCAN.contains(entry.getValue())) continue;
                assertThat(plan(connection, entry.getKey()))
                        .as(entry.getValue() + ": " + entry.getKey())
                        .noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
            }
        }
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        var steps = new ArrayList<String>();
        try (var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) steps.add(rows.getString("detail"));
        }
        return steps;
    }
}
