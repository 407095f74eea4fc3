package dev.cardea.cli;

import dev.cardea.logout.LogoutNotices;
import dev.cardea.outbox.OutboxStore.Entry;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cardea logouts`.
// @formatter:off
@Command(
        name = "logouts",
        mixinStandardHelpOptions = true,
        description = {
            "Show which applications were told that a session has ended, and what came of it.%n",
            "One line for each application and session, newest first, kept for a week. The state is waiting (to be told, or to be told again), sent (no answer yet), acknowledged or failed (given up)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea logouts --config cardea.yaml",
            "  cardea logouts --client shop --limit 10",
            "  cardea logouts --session AABP51cVYU01rut0jadFzADU__I     # the sid of an ID token"
        })
// @formatter:on
final class LogoutsCommand implements Callable<Integer> {
    private static final String ROW = "%-20s  %-24s  %-27s  %-12s  %5s  %6s  %6s  %s%n";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file (default cardea.yaml).")
    private Path file = Path.of("cardea.yaml");

    @Option(names = "--client", paramLabel = "ID", description = "Only what this application was told.")
    private @Nullable String client;

    @Option(names = "--session", paramLabel = "SID", description = "Only what was told of this session.")
    private @Nullable String session;

    @Option(names = "--limit", paramLabel = "N", description = "How many lines at most (default 50).")
    private int limit = 50;

    LogoutsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var store = ConfigFile.read(file, shell.environment()).store();
        try (var stores = Databases.open(
                store.url(), store.username(), store.password(), 1, clock.instant(), StoreObserver.NONE)) {
            shell.out().printf(ROW, "ENDED AT", "CLIENT", "SESSION", "STATE", "TRIES", "STATUS", "MS", "");
            stores.outbox().ledger(LogoutNotices.KIND, client, session, Math.max(limit, 1)).forEach(this::print);
        }
        return 0;
    }

    private void print(Entry entry) {
        var message = entry.message();
        shell.out()
                .printf(
                        ROW,
                        seconds(message.createdAt()),
                        message.recipient(),
                        message.reference(),
                        entry.state(),
                        entry.attempts(),
                        entry.status() == null ? "-" : entry.status(),
                        entry.latency() == null ? "-" : entry.latency().toMillis(),
                        remark(entry));
    }

    /// What a client answered may hold anything: nothing of it controls the terminal.
    private static String remark(Entry entry) {
        var error = entry.error() == null ? "" : entry.error().replaceAll("\\p{Cntrl}", " ");
        return entry.dueAt() == null ? error : error + (error.isEmpty() ? "" : "; ") + "next " + seconds(entry.dueAt());
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
