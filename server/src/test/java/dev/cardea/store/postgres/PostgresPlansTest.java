package dev.cardea.store.postgres;

import dev.cardea.store.Backend;
import dev.cardea.store.Cast;
import dev.cardea.store.sql.Recorded;
import dev.cardea.store.sql.SqlStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The plans of PostgreSQL")
class PostgresPlansTest {
    /// What reads a whole table on purpose.
    private static final Set<String> MAY_SCAN = Set.of(
            "clients.declared",
            "users.declared",
            "organizations.declared",
            "organizations.declared_roles",
            "keys.all",
            "partitions.look",
            // All partitions, each by an index, and codes of the last hour: rare, and not for traffic.
            "authorizations.held",
            "authorizations.revoke_all",
            "codes.pending",
            "ping");

    /// All partitions, each by an index: rare too.
    private static final String OF_A_PERSON = "UPDATE authorizations SET revoked = TRUE WHERE user_id = ?";

    @Test
    void look_everything_up_by_an_index_of_one_partition() throws SQLException {
        var url = Backend.postgresql.ready();
        try (var connection = DriverManager.getConnection(url); var database = new Recorded(connection)) {
            var partitions = new Partitions();
            new PartitionSchedule(database, partitions).run(Cast.NOW);
            database.operations().clear();
            Recorded.exercise(new SqlStores(database, new PostgresDialect(database, partitions)));
            assertThat(database.operations()).hasSizeGreaterThan(50);
            assertPlans(url, database.operations());
        }
    }

    private static void assertPlans(String url, Map<String, String> operations) throws SQLException {
        // Only the simple protocol lets a statement be explained without values for its parameters.
        try (var connection = DriverManager.getConnection(url + "&preferQueryMode=simple");
                var setting = connection.createStatement()) {
            // The tables are empty: without this, reading them whole would be the right plan.
            setting.execute("SET enable_seqscan = off");
            for (var entry : operations.entrySet()) {
                if (MAY_SCAN.contains(entry.getValue()) || entry.getKey().startsWith(OF_A_PERSON)) continue;
                assertThat(plan(connection, entry.getKey()))
                        .as(entry.getValue() + ": " + entry.getKey())
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Append");
            }
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        var number = new AtomicInteger();
        var numbered = Pattern.compile("\\?").matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
        var plan = new StringBuilder();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
            while (rows.next()) plan.append(rows.getString(1)).append('\n');
        }
        return plan.toString();
    }
}
