package dev.cardea.cli;

import dev.cardea.logout.LogoutNotices;
import dev.cardea.outbox.OutboxStore.Entry;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private static final String ROW = "%-20s  %-24s  %-27s  %s%n";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private ConfigOption config = new ConfigOption();

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
        try (var stores = config.open(shell, clock)) {
            shell.out().printf(ROW, "ENDED AT", "CLIENT", "SESSION", OutboxLine.HEAD);
            stores.outbox().ledger(LogoutNotices.KIND, client, session, Math.max(limit, 1)).forEach(this::print);
        }
        return 0;
    }

    private void print(Entry entry) {
        var message = entry.message();
        shell.out()
                .printf(
                        ROW,
                        OutboxLine.seconds(message.createdAt()),
                        message.recipient(),
                        message.reference(),
                        OutboxLine.of(entry));
    }
}
