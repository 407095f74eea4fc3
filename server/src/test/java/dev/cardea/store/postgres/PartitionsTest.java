package dev.cardea.store.postgres;

import dev.cardea.store.Backend;
import dev.cardea.store.Cast;
import dev.cardea.store.Stores;
import dev.cardea.token.AuthorizationStore.Rotation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The partitions of PostgreSQL")
class PartitionsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int TODAY = Math.toIntExact(NOW.getEpochSecond() / 86_400);
    private static final int HOUR = Math.toIntExact(NOW.getEpochSecond() / 3_600);
    private final String url = Backend.postgresql.url();
    private final Stores stores = Backend.open(url);

    @AfterEach
    void close() {
        stores.close();
    }

    private List<String> query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private List<String> partitions() throws SQLException {
        return query("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1");
    }

    @Test
    void are_made_ahead_and_dropped_when_past() throws SQLException {
        assertThat(partitions())
                .contains("codes_" + HOUR, "codes_" + (HOUR + 6))
                .contains("authorizations_" + TODAY, "authorizations_" + (TODAY + 100))
                .contains("codes_default", "authorizations_default");
        var ending = Cast.signIn(stores, null, NOW.plus(DAY), "openid").authorization();
        var lasting = Cast.signIn(stores, null, NOW.plus(DAY.multipliedBy(3)), "openid").authorization();
        assertThat(query("SELECT count(*) FROM authorizations_" + (TODAY + 1))).containsExactly("1");
        assertThat(query("SELECT count(*) FROM authorizations_default")).containsExactly("0");

        stores.deleteExpired(NOW.plus(DAY.multipliedBy(2)));
        assertThat(partitions())
                .doesNotContain("codes_" + HOUR, "authorizations_" + TODAY, "authorizations_" + (TODAY + 1))
                .contains("codes_" + (HOUR + 48), "authorizations_" + (TODAY + 2), "authorizations_" + (TODAY + 102));
        assertThat(stores.authorizations().find(ending.id())).isEmpty();
        assertThat(stores.authorizations().find(lasting.id())).isPresent();
    }

    @Test
    void that_do_not_exist_are_not_missed() throws SQLException {
        var refresh = NOW.plus(Duration.ofMinutes(15));
        // In the next partition to be made, and beyond all that are made.
        for (int days : List.of(101, 400)) {
            var id = Cast.signIn(stores, refresh, NOW.plus(DAY.multipliedBy(days)), "offline_access")
                    .authorization()
                    .id();
            assertThat(query("SELECT count(*) FROM authorizations_default WHERE bucket = " + id.bucket()))
                    .containsExactly("1");
            stores.deleteExpired(NOW.plus(Duration.ofHours(23)));
            assertThat(partitions()).doesNotContain("authorizations_" + id.bucket());
            assertThat(stores.authorizations().rotate(id, 0, NOW, refresh)).isInstanceOf(Rotation.Rotated.class);
            assertThat(stores.authorizations().find(id)).isPresent();
        }
    }

    @Test
    void that_another_node_made_or_dropped_are_not_missed() throws SQLException {
        try (var other = Backend.open(url)) {
            other.deleteExpired(NOW.plus(Duration.ofHours(23)));
            // Of a partition that `stores` has not heard of.
            var made = Cast.signIn(other, null, NOW.plus(DAY.multipliedBy(101)), "openid").authorization();
            assertThat(stores.authorizations().find(made.id())).isPresent();
            // Of a partition that `stores` still believes in.
            var dropped = Cast.signIn(other, null, NOW.plus(DAY), "openid").authorization();
            assertThat(stores.authorizations().find(dropped.id())).isPresent();
            other.deleteExpired(NOW.plus(DAY.multipliedBy(2)));
            assertThat(stores.authorizations().find(dropped.id())).isEmpty();
            assertThat(stores.authorizations().revoke(dropped.id())).isFalse();
            assertThat(stores.authorizations().find(made.id())).isPresent();
        }
    }

    @Test
    void are_left_to_the_next_run_where_traffic_is_in_the_way() throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            occupy(connection);
            stores.deleteExpired(NOW.plus(Duration.ofHours(1)));
            assertThat(partitions()).contains("codes_" + HOUR);
            connection.rollback();
        }
        stores.deleteExpired(NOW.plus(Duration.ofHours(1)));
        assertThat(partitions()).doesNotContain("codes_" + HOUR);
    }

    private static void occupy(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1 FROM codes");
        }
    }

    @Test
    void are_written_to_without_touching_an_index_when_a_token_is_rotated() throws SQLException {
        var id = Cast.signIn(stores, NOW.plus(Duration.ofMinutes(15)), NOW.plus(DAY.multipliedBy(2)), "offline_access")
                .authorization()
                .id();
        for (int i = 0; i < 20; i++)
            assertThat(stores.authorizations().rotate(id, i, NOW, NOW.plus(Duration.ofMinutes(15 + i))))
                    .isInstanceOf(Rotation.Rotated.class);
        // Connections report what they did when they are closed.
        stores.close();
        assertThat(
                query("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'authorizations_" + id.bucket() + "'"))
                .containsExactly("20");
        var cold = query("SELECT n_tup_upd - n_tup_hot_upd FROM pg_stat_user_tables"
                + " WHERE relname = 'authorizations_" + id.bucket() + "'");
        // The hour of forgetting changes once in these twenty minutes.
        assertThat(Integer.parseInt(cold.getFirst())).isLessThanOrEqualTo(1);
    }
}
