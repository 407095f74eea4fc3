package dev.cardea.cli;

import dev.cardea.mail.Address;
import dev.cardea.mail.Mails;
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

/// `cardea mails`.
// @formatter:off
@Command(
        name = "mails",
        mixinStandardHelpOptions = true,
        description = {
            "Show which mails were written to people, and what became of them.%n",
            "One line for each, newest first, kept for a week, with the address masked. The state is waiting (to be sent, or to be sent again), sent (no answer yet), acknowledged (the mail server took it) or failed (given up). The id is the first part of the mail's Message-ID."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea mails --config cardea.yaml",
            "  cardea mails --to alice@acme.example --limit 10"
        })
// @formatter:on
final class MailsCommand implements Callable<Integer> {
    private static final String ROW = "%-20s  %-10s  %-28s  %-27s  %-12s  %5s  %6s  %6s  %s%n";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file (default cardea.yaml).")
    private Path file = Path.of("cardea.yaml");

    @Option(names = "--kind", paramLabel = "KIND", description = "Only mails of this kind, e.g. request.")
    private @Nullable String kind;

    @Option(names = "--to", paramLabel = "ADDRESS", description = "Only mails to addresses that look like this one when they are masked.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "How many lines at most (default 50).")
    private int limit = 50;

    MailsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var store = ConfigFile.read(file, shell.environment()).store();
        try (var stores = Databases.open(
                store.url(), store.username(), store.password(), 1, clock.instant(), StoreObserver.NONE)) {
            shell.out().printf(ROW, "WRITTEN AT", "KIND", "TO", "ID", "STATE", "TRIES", "STATUS", "MS", "");
            stores.outbox()
                    .ledger(Mails.KIND, kind, to == null ? null : Address.masked(to), Math.max(limit, 1))
                    .forEach(this::print);
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
                        message.id(),
                        entry.state(),
                        entry.attempts(),
                        entry.status() == null ? "-" : entry.status(),
                        entry.latency() == null ? "-" : entry.latency().toMillis(),
                        remark(entry));
    }

    /// What a mail server answered may hold anything: nothing of it controls the terminal.
    private static String remark(Entry entry) {
        var error = entry.error() == null ? "" : entry.error().replaceAll("\\p{Cntrl}", " ");
        return entry.dueAt() == null ? error : error + (error.isEmpty() ? "" : "; ") + "next " + seconds(entry.dueAt());
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
