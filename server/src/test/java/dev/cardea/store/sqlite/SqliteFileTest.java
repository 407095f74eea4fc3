package dev.cardea.store.sqlite;

import dev.cardea.oauth.TokenHash;
import dev.cardea.store.Backend;
import dev.cardea.store.Cast;
import dev.cardea.store.StoreException;
import dev.cardea.store.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The file of SQLite")
class SqliteFileTest {
    private static final int WRITES = 200;
    private final Path path = Backend.directory().resolve("data").resolve("cardea.db");
    private final String url = "jdbc:sqlite:" + path;

    private Stores open() {
        return Backend.open(url);
    }

    @Test
    void keeps_its_data_when_it_is_opened_again() {
        var alice = Cast.alice();
        try (var stores = open()) {
            stores.users().put(alice);
        }
        try (var stores = open()) {
            assertThat(stores.users().find(alice.id())).hasValue(alice);
        }
    }

    @Test
    void is_for_its_owner_only() throws IOException {
        try (var stores = open()) {
            stores.users().put(Cast.alice());
            for (var name : new String[]{"cardea.db", "cardea.db-wal", "cardea.db-shm" })
                assertThat(Files.getPosixFilePermissions(path.resolveSibling(name)))
                        .as(name)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void shows_each_of_two_instances_what_the_other_wrote() {
        try (var one = open(); var other = open()) {
            var session = Cast.signIn(one, null).session();
            assertThat(other.sessions().find(session.id())).isPresent();
            other.sessions().forget(session.id());
            assertThat(one.sessions().find(session.id())).isEmpty();
        }
    }

    /// Writes identifiers to the store that is its first argument, and prints each once it was acknowledged.
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) {
            try (var stores = Backend.open(args[0])) {
                for (int i = 0;; i++) {
                    stores.oneTime().consume("other", TokenHash.of("n" + i), Cast.NOW);
                    System.out.println("n" + i);
                }
            }
        }
    }

    @Test
    void takes_writes_of_two_processes_and_loses_none_that_was_acknowledged_to_one_that_was_killed() throws Exception {
        var acknowledged = new ArrayList<String>();
        try (var stores = open()) {
            var process = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OtherProcess.class.getName(),
                    url).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var lines = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < WRITES; i++) {
                    acknowledged.add(lines.readLine());
                    assertThat(stores.oneTime().consume("mine", TokenHash.of("n" + i), Cast.NOW)).isTrue();
                }
                // By its handle, as the process itself would also close the stream that is still to be read.
                process.toHandle().destroyForcibly();
                lines.lines().filter(line -> line.startsWith("n")).forEach(acknowledged::add);
            }
            process.waitFor();
        }
        // The last line may have been cut.
        acknowledged.removeLast();
        try (var stores = open()) {
            assertThat(acknowledged)
                    .hasSizeGreaterThanOrEqualTo(WRITES - 1)
                    .noneMatch(line -> stores.oneTime().consume("other", TokenHash.of(line), Cast.NOW));
        }
    }

    @Test
    void is_refused_when_it_is_no_database_or_cut_short() throws IOException {
        try (var stores = open()) {
            for (int i = 0; i < 100; i++) stores.users().put(Cast.alice());
        }
        try (var content = new RandomAccessFile(path.toFile(), "rw")) {
            content.setLength(content.length() / 2);
        }
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("malformed");
        Files.writeString(path, "This is not a database. ".repeat(1000));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("not a database");
    }

    @Test
    void has_a_name() {
        assertThatThrownBy(() -> Backend.open("jdbc:sqlite::memory:"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("must name a file");
        assertThatThrownBy(() -> Backend.open("jdbc:sqlite:/proc/nowhere/cardea.db"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("/proc/nowhere/cardea.db");
        assertThatThrownBy(() -> Backend.open("jdbc:h2:mem:x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jdbc:postgresql:");
    }
}
