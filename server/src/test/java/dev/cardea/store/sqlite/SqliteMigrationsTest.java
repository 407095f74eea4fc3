package dev.cardea.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteMigrationsTest {
    @Test
    void are_all_listed_for_both_databases() throws IOException {
        for (var database : new String[]{"sqlite", "postgresql" }) {
            try (var files = Files.list(Path.of("src/main/resources/db", database))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(SqliteStores.MIGRATIONS.files());
            }
        }
    }
}
