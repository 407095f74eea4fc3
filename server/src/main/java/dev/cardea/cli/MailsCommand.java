package dev.cardea.cli;

import dev.cardea.mail.Address;
import dev.cardea.mail.Mails;
import dev.cardea.outbox.OutboxStore.Entry;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private static final String ROW = "%-20s  %-10s  %-28s  %-27s  %s%n";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private ConfigOption config = new ConfigOption();

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
        try (var stores = config.open(shell, clock)) {
            shell.out().printf(ROW, "WRITTEN AT", "KIND", "TO", "ID", OutboxLine.HEAD);
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
                        OutboxLine.seconds(message.createdAt()),
                        message.recipient(),
                        message.reference(),
                        message.id(),
                        OutboxLine.of(entry));
    }
}
