package dev.cardea.store.postgres;

import dev.cardea.store.Backend;
import dev.cardea.store.Cast;
import dev.cardea.store.Databases;
import dev.cardea.store.Overloaded;
import dev.cardea.store.StoreException;
import dev.cardea.store.StoreObserver;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.store.Cast.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Failures of PostgreSQL")
class PostgresFailuresTest {
    @Test
    void a_connection_that_breaks_while_it_commits_is_never_a_success() throws IOException {
        var url = Backend.postgresql.ready();
        try (var line = new CutLine(url);
                var direct = Backend.open(url);
                var stores = Databases.open(line.url(), null, null, 1, NOW, StoreObserver.NONE)) {
            var alice = Cast.alice();
            stores.users().put(alice);
            line.cutAnswers();
            assertThatThrownBy(() -> stores.users().replacePassword(alice.id(), null, "hash"))
                    .isInstanceOf(StoreException.class);
            // It did happen: only the answer was lost, and whoever asked must not be told either way.
            assertThat(direct.users().replacePassword(alice.id(), "hash", "next")).isTrue();
            line.mend();
            assertThat(stores.users().find(alice.id())).hasValue(alice);
        }
    }

    @Test
    void a_pool_without_a_free_connection_is_overloaded() throws SQLException {
        var url = Backend.postgresql.ready();
        try (var stores = Databases.open(url, null, null, 1, NOW, StoreObserver.NONE);
                var blocking = DriverManager.getConnection(url);
                var statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            var alice = Cast.alice();
            var waiting = Thread.startVirtualThread(() -> stores.users().put(alice));
            while (waitsForLock(blocking) == 0) Thread.onSpinWait();
            assertThatThrownBy(() -> stores.keys().all()).isInstanceOf(Overloaded.class);
            blocking.rollback();
            assertThat(join(waiting)).isTrue();
            assertThat(stores.users().find(alice.id())).isPresent();
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int waitsForLock(java.sql.Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Backend.open("jdbc:postgresql://127.0.0.1:1/cardea"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
