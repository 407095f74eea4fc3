package dev.cardea.store.sqlite;

import dev.cardea.store.Backend;
import dev.cardea.store.Overloaded;
import dev.cardea.store.StoreException;
import dev.cardea.store.sql.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The writer thread of SQLite")
class WriterTest {
    private final SqliteFile file = SqliteFile.of(Backend.sqlite.url());
    private final Writer writer = new Writer(file);
    private final Readers readers = new Readers(file);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch busy = new CountDownLatch(1);

    WriterTest() {
        writer.write("create", s -> s.update("CREATE TABLE t (n INTEGER PRIMARY KEY)"), false);
        writer.write("create", s -> s.update("CREATE TABLE child (n INTEGER REFERENCES t)"), false);
    }

    @AfterEach
    void close() {
        busy.countDown();
        readers.close();
        writer.close();
        callers.close();
    }

    private static Work<Integer> insert(int... numbers) {
        return statements -> {
            for (int n : numbers) statements.update("INSERT INTO t (n) VALUES (?)", n);
            return numbers.length;
        };
    }

    private List<Integer> rows() {
        return readers.read("rows", s -> s.all("SELECT n FROM t ORDER BY n", row -> row.getInt(1)));
    }

    /// Occupies the writer until `busy` is counted down, so that what is written meanwhile becomes one group.
    private void occupy() throws InterruptedException {
        var occupied = new CountDownLatch(1);
        callers.execute(() -> writer.write("occupy", _ -> {
            occupied.countDown();
            try {
                busy.await();
            } catch (InterruptedException _) {
                // The test is over.
            }
            return 0;
        }, false));
        occupied.await();
    }

    private Future<Integer> later(Work<Integer> work, boolean guarded) throws InterruptedException {
        int before = writer.waiting();
        var future = callers.submit(() -> writer.write("later", work, guarded));
        while (writer.waiting() == before) Thread.onSpinWait();
        return future;
    }

    @Test
    void fails_alone_what_fails_in_a_group() throws Exception {
        occupy();
        var first = later(insert(1), false);
        var taken = later(insert(1), false);
        var half = later(insert(2, 3, 1), true);
        var bug = later(statements -> {
            statements.update("INSERT INTO t (n) VALUES (4)");
            throw new IllegalStateException("a bug");
        }, true);
        var last = later(insert(5), false);
        busy.countDown();
        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(1);
        assertThatThrownBy(taken::get).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(half::get).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(bug::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(rows()).containsExactly(1, 5);
    }

    @Test
    void acknowledges_nothing_of_a_group_whose_commit_fails() throws Exception {
        occupy();
        var good = later(insert(1), false);
        var bad = later(statements -> {
            statements.update("PRAGMA defer_foreign_keys = ON");
            return statements.update("INSERT INTO child (n) VALUES (99)");
        }, false);
        busy.countDown();
        assertThatThrownBy(good::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(StoreException.class);
        assertThat(rows()).isEmpty();
        assertThat(writer.write("again", insert(1), false)).isEqualTo(1);
        assertThat(rows()).containsExactly(1);
    }

    @Test
    void refuses_more_than_can_wait() throws InterruptedException {
        occupy();
        for (int i = 0; i < Writer.MAX_WAITING; i++) {
            int n = i;
            callers.execute(() -> writer.write("insert", insert(n), false));
        }
        while (writer.waiting() < Writer.MAX_WAITING) Thread.onSpinWait();
        assertThatThrownBy(() -> writer.write("insert", insert(-1), false)).isInstanceOf(Overloaded.class);
        busy.countDown();
        callers.close();
        assertThat(rows()).hasSize(Writer.MAX_WAITING);
    }

    @Test
    void goes_on_when_a_full_disk_has_room_again() {
        try (var limited = new Writer(new SqliteFile(file.url() + "?max_page_count=20", file.path()))) {
            var inserted = new ArrayList<Integer>();
            assertThatThrownBy(() -> {
                for (int n = 0;; n += 100) {
                    limited.write("fill", fill(n), true);
                    inserted.add(n);
                }
            }).isInstanceOf(StoreException.class).hasMessageContaining("SQLITE_FULL");
            assertThat(inserted).isNotEmpty();
            assertThat(rows()).hasSize(inserted.size() * 100);
            limited.write("delete", statements -> statements.update("DELETE FROM t"), false);
            limited.write("fill", fill(0), true);
            assertThat(rows()).hasSize(100);
        }
    }

    private static Work<Integer> fill(int from) {
        return statements -> {
            for (int n = from; n < from + 100; n++) statements.update("INSERT INTO t (n) VALUES (?)", n);
            return 100;
        };
    }

    @Test
    void fails_what_still_waits_when_it_is_closed() throws Exception {
        occupy();
        var waiting = later(insert(1), false);
        var closing = callers.submit(writer::close);
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(StoreException.class);
        closing.get();
        assertThatThrownBy(() -> writer.write("late", insert(2), false)).isInstanceOf(StoreException.class);
        assertThat(rows()).isEmpty();
    }
}
