package dev.cardea.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineBufferTest {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void keeps_every_line_whole_whoever_writes_it() {
        var lines = new LineBuffer(out::write);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < 20; w++) {
                int writer = w;
                writers.execute(() -> {
                    for (int i = 0; i < 500; i++) lines.append(bytes(writer + ":" + i + "\n"), i % 50 == 0);
                });
            }
        }
        lines.flush();
        assertThat(text().lines()).hasSize(10_000).doesNotHaveDuplicates().allMatch(l -> l.matches("\\d+:\\d+"));
    }

    @Test
    void writes_through_what_may_be_the_last_word() {
        var lines = new LineBuffer(out::write);
        lines.append(bytes("a\n"), false);
        assertThat(text()).isEmpty();
        lines.append(bytes("b\n"), true);
        assertThat(text()).isEqualTo("a\nb\n");
    }

    @Test
    void drops_and_counts_where_nobody_reads() {
        var lines = new LineBuffer(out::write);
        var line = new byte[1024 * 1024];
        for (int i = 0; i < 12; i++) lines.append(line, false);
        lines.flush();
        assertThat(out.size()).isBetween(8 * line.length, 9 * line.length);
        assertThat(text()).endsWith("\"message\":\"4 lines dropped: the reader of standard output is too slow\"}\n");
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
