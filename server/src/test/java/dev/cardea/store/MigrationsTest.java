package dev.cardea.store;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Migrations")
@ParameterizedClass
@EnumSource(Backend.class)
class MigrationsTest {
    private final String url;

    MigrationsTest(Backend backend) {
        url = backend.ready();
        Backend.open(url).close();
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void are_not_even_looked_at_when_they_have_been_applied() throws SQLException {
        // Flyway would refuse a history without this column.
        change("ALTER TABLE flyway_schema_history RENAME COLUMN installed_by TO somebody");
        assertThatCode(() -> Backend.open(url).close()).doesNotThrowAnyException();
    }

    @Test
    void are_refused_where_one_failed() throws SQLException {
        change("UPDATE flyway_schema_history SET success = FALSE");
        assertThatThrownBy(() -> Backend.open(url)).isInstanceOf(StoreException.class).hasMessageContaining("half-way");
    }

    @Test
    void are_refused_where_one_is_not_ours() throws SQLException {
        change("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        assertThatThrownBy(() -> Backend.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("V1__first_schema.sql");
    }

    @Test
    void of_a_newer_server_are_accepted_where_they_only_add_and_refused_where_they_take_away() throws SQLException {
        var insert = "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (%d, '%s', 'newer', 'SQL', 'newer', 7, 'me', 1, TRUE)";
        change(insert.formatted(100, "1.999"));
        assertThatCode(() -> Backend.open(url).close()).doesNotThrowAnyException();
        change(insert.formatted(101, "2"));
        assertThatThrownBy(() -> Backend.open(url)).isInstanceOf(StoreException.class)
                .hasMessageContaining("newer server");
    }
}
