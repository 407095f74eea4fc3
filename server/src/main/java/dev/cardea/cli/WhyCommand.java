package dev.cardea.cli;

import dev.cardea.json.Json;
import dev.cardea.refusal.RefusalStore;
import dev.cardea.refusal.RefusalStore.Entry;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cardea why`.
// @formatter:off
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Say why a request was refused: which rule, on what grounds, and what would have been accepted.%n",
            "Every refusal has an error_id: on error pages, in JSON, at the end of an error_description, as request_id in the logs. Kept for a day; codes, tokens, passwords and other secrets never are. Without an id the newest refusals are listed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea why 5f2c9a7713d0-4k",
            "  cardea why 5f2c9a7713d0-4k --json --config /etc/cardea/cardea.yaml",
            "  cardea why --client shop --limit 5"
        })
// @formatter:on
final class WhyCommand implements Callable<Integer> {
    private static final String ROW = "%-20s  %-24s  %-24s  %-24s  %s%n";
    private static final int MOST = 1000;

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Parameters(arity = "0..1", paramLabel = "ERROR_ID", description = "The error_id of the answer.")
    private @Nullable String id;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "As JSON: one object, or one a line.")
    private boolean json;

    @Option(names = "--client", paramLabel = "ID", description = "List only the refusals of this client.")
    private @Nullable String client;

    @Option(names = "--limit", paramLabel = "N", description = "How many to list at most (default 20).")
    private int limit = 20;

    WhyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (var stores = config.open(shell, clock)) {
            if (id == null) list(stores.refusals());
            else
                explain(stores.refusals(), id.strip());
        }
        return 0;
    }

    private void explain(RefusalStore refusals, String wanted) {
        var entry = refusals.find(wanted)
                .orElseThrow(() -> new Failure(Failure.FAILED, List.of(
                        "cardea: no refusal with the error_id " + wanted.replaceAll("\\p{Cntrl}", " ") + " is kept.",
                        "They are kept for a day, and of very many at once only some: the logs have its request_id.")));
        if (json) shell.out().println(Json.text(object(entry)));
        else
            Explanation.of(entry).forEach(shell.out()::println);
    }

    private void list(RefusalStore refusals) {
        var newest = refusals.latest(client, Math.clamp(limit, 1, MOST));
        if (json) {
            newest.forEach(entry -> shell.out().println(Json.text(object(entry))));
            return;
        }
        shell.out().printf(ROW, "AT", "ERROR_ID", "CLIENT", "ERROR", "ENDPOINT");
        for (var entry : newest) {
            var decision = Json.object(entry.decision());
            shell.out()
                    .printf(ROW, entry.at().truncatedTo(ChronoUnit.SECONDS), entry.id(),
                            entry.client() == null ? "-" : entry.client(), decision.get("error"),
                            decision.get("endpoint"));
        }
    }

    private static Map<String, Object> object(Entry entry) {
        var object = new LinkedHashMap<String, Object>();
        object.put("error_id", entry.id());
        object.put("at", entry.at().toString());
        object.putAll(Json.object(entry.decision()));
        return object;
    }
}
