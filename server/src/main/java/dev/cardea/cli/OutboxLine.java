package dev.cardea.cli;

import dev.cardea.outbox.OutboxStore.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What became of a message of the outbox, as the end of a line.
final class OutboxLine {
    private static final String ROW = "%-12s  %5s  %6s  %6s  %s";
    static final String HEAD = ROW.formatted("STATE", "TRIES", "STATUS", "MS", "");

    private OutboxLine() {}

    static String of(Entry entry) {
        return ROW.formatted(
                entry.state(),
                entry.attempts(),
                entry.status() == null ? "-" : entry.status(),
                entry.latency() == null ? "-" : entry.latency().toMillis(),
                remark(entry));
    }

    /// What another server answered may hold anything: nothing of it controls the terminal.
    private static String remark(Entry entry) {
        var error = entry.error() == null ? "" : entry.error().replaceAll("\\p{Cntrl}", " ");
        return entry.dueAt() == null ? error : error + (error.isEmpty() ? "" : "; ") + "next " + seconds(entry.dueAt());
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
