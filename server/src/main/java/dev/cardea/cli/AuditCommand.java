package dev.cardea.cli;

import dev.cardea.Foundation;
import dev.cardea.audit.AuditStore;
import dev.cardea.audit.AuditStore.Filter;
import dev.cardea.audit.AuditStore.Numbered;
import dev.cardea.audit.AuditVerification;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import dev.cardea.store.Stores;
import dev.cardea.user.Identifiers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cardea audit`.
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Look at the audit log, and check that it is whole.")
final class AuditCommand {
    private static final String ROW = "%-20s  %-26s  %-36s  %-20s  %-39s  %s%n";
    private static final int PAGE = 1000;

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    AuditCommand(Shell shell) {
        this.shell = shell;
    }

    /// What is looked for.
    static final class Wanted {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--from", paramLabel = "TIME", description = "Not before this time: 2026-03-01 or 2026-03-01T12:00:00Z.")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
        private @Nullable String to;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type, for example SignInFailed.")
        private @Nullable String type;

        @Option(names = "--user", paramLabel = "WHO", description = "Only what is about this account: its id, e-mail address or username.")
        private @Nullable String user;

        @Option(names = "--client", paramLabel = "ID", description = "Only what is about this application.")
        private @Nullable String client;

        Filter filter(Stores stores) {
            return new Filter(
                    time("--from", from),
                    time("--to", to),
                    type,
                    user == null ? null : account(stores, user),
                    client == null ? null : new ClientId(client));
        }

        private static UserId account(Stores stores, String who) {
            return stores.users()
                    .findByIdentifier(Identifiers.normalize(who))
                    .map(found -> found.user().id())
                    .orElseGet(() -> new UserId(who));
        }

        private static @Nullable Instant time(String option, @Nullable String text) {
            if (text == null) return null;
            try {
                return text.length() == "2026-03-01".length()
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new Failure(Failure.INVALID, List.of(
                        "cardea: " + option + " must be a date or a time like 2026-03-01 or 2026-03-01T12:00:00Z"));
            }
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the newest events.", footerHeading = "%nExamples:%n", footer = {
            "  cardea audit list --config cardea.yaml",
            "  cardea audit list --user alice@example.com --type SignInFailed --from 2026-03-01" })
    int list(
            @Mixin Wanted wanted,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many lines at most (default ${DEFAULT-VALUE}).") int limit) {
        try (var stores = wanted.config.open(shell, clock)) {
            shell.out().printf(ROW, "AT", "TYPE", "USER", "CLIENT", "FROM", "");
            for (var numbered : stores.audit().newest(wanted.filter(stores), null, Math.max(limit, 1)))
                print(numbered.entry());
        }
        return 0;
    }

    private void print(AuditStore.Entry entry) {
        var rest = new LinkedHashMap<>(Json.object(entry.details()));
        rest.remove("user");
        rest.remove("client");
        shell.out()
                .printf(
                        ROW,
                        entry.at().truncatedTo(ChronoUnit.SECONDS),
                        entry.type(),
                        entry.user() == null ? "-" : entry.user(),
                        entry.client() == null ? "-" : entry.client(),
                        entry.address().isEmpty() ? "-" : entry.address(),
                        rest.isEmpty() ? "" : Json.text(rest));
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write events as JSON, one a line, oldest first.", footerHeading = "%nExample:%n", footer = "  cardea audit export --from 2026-03-01 --to 2026-04-01 > march.jsonl")
    int export(@Mixin Wanted wanted) {
        try (var stores = wanted.config.open(shell, clock)) {
            var filter = wanted.filter(stores);
            for (var page = stores.audit().oldest(filter, null, PAGE); !page.isEmpty(); page = stores.audit()
                    .oldest(filter, page.getLast(), PAGE))
                page.forEach(numbered -> shell.out().println(Json.text(object(numbered))));
        }
        return 0;
    }

    private static Map<String, Object> object(Numbered numbered) {
        var entry = numbered.entry();
        var object = new LinkedHashMap<String, Object>();
        object.put("number", numbered.number());
        object.put("at", entry.at().toString());
        object.put("type", entry.type());
        object.putAll(Json.object(entry.details()));
        object.put("address", entry.address());
        object.put("request_id", entry.requestId());
        return object;
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = {
            "Check that nothing in the audit log was changed, added or deleted.%n",
            "Its entries are sealed in blocks within a minute; each block has the hash of the one before it and is signed with a key derived from the secret. Who has both the database and the secret could write another chain: the logs name each block as \"checkpoint NUMBER:HASH\", and one that was kept elsewhere shows it." }, footerHeading = "%nExamples:%n", footer = {
                    "  cardea audit verify --config cardea.yaml",
                    "  cardea audit verify --checkpoint 1432:6f3c…" })
    int verify(
            @Mixin ConfigOption option,
            @Option(names = "--checkpoint", paramLabel = "NUMBER:HASH", description = "What a log said once. May be repeated.") @Nullable List<String> checkpoints) {
        var config = option.read(shell);
        AuditVerification.Result result;
        try (var stores = ConfigOption.open(config, clock)) {
            result = Foundation.verifyAudit(config, stores, parsed(checkpoints == null ? List.of() : checkpoints),
                    clock);
        }
        result.faults().forEach(fault -> shell.err().println("cardea: " + fault));
        var last = result.last();
        if (last != null)
            shell.out()
                    .println("%d entries up to block %d, checkpoint %d:%s".formatted(result.entries(), last.number(),
                            last.number(), HexFormat.of().formatHex(last.hash())));
        shell.out().println("%d entries wait for their block".formatted(result.waiting()));
        if (result.faults().isEmpty()) shell.out().println("nothing was changed");
        return result.faults().isEmpty() ? 0 : Failure.FAILED;
    }

    private static Map<Long, String> parsed(List<String> checkpoints) {
        var parsed = new HashMap<Long, String>();
        for (var checkpoint : checkpoints) {
            if (!checkpoint.matches("[0-9]{1,18}:[0-9a-f]{64}"))
                throw new Failure(Failure.INVALID, List.of(
                        "cardea: a checkpoint is a number, a colon and 64 hexadecimal digits, as in the logs"));
            var parts = checkpoint.split(":", 2);
            parsed.put(Long.valueOf(parts[0]), parts[1]);
        }
        return parsed;
    }
}
