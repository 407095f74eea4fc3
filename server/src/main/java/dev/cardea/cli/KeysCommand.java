package dev.cardea.cli;

import dev.cardea.Foundation;
import dev.cardea.jose.SigningKeyStore.StoredKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cardea keys`.
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Look at the signing keys, and change them.")
final class KeysCommand {
    private static final String ROW = "%-24s %-9s %-10s %-20s %s%n";

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    KeysCommand(Shell shell) {
        this.shell = shell;
    }

    // @formatter:off
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the signing keys and what each is used for now.",
            footerHeading = "%nExample:%n",
            footer = "  cardea keys list --config cardea.yaml")
    int list(
            @Mixin ConfigOption config) {
        // @formatter:on
        try (var stores = config.open(shell, clock)) {
            var keys = stores.keys().all();
            shell.out().printf(ROW, "KID", "ALGORITHM", "STATE", "ACTIVE FROM", "RETIRED AT");
            keys.stream()
                    .sorted(Comparator.comparing(StoredKey::algorithm).thenComparingInt(StoredKey::number))
                    .forEach(key -> shell.out()
                            .printf(
                                    ROW,
                                    key.kid(),
                                    key.algorithm(),
                                    state(key, clock.instant()),
                                    key.activeFrom().truncatedTo(ChronoUnit.SECONDS),
                                    key.retiredAt() == null ? "-" : key.retiredAt().truncatedTo(ChronoUnit.SECONDS)));
        }
        return 0;
    }

    @Command(name = "rotate", mixinStandardHelpOptions = true, description = {
            "Publish new signing keys.%n",
            "They sign from tomorrow on, when every client knows them; the old ones stay published until nothing signed by them lives. The running servers learn of it by themselves." }, footerHeading = "%nExamples:%n", footer = {
                    "  cardea keys rotate --config cardea.yaml",
                    "  cardea keys rotate --at-once     # a key may have leaked" })
    int rotate(
            @Mixin ConfigOption config,
            @Option(names = "--at-once", description = "Sign with the new keys within half a minute. Clients that cached the old key set refuse tokens until they ask for it again.") boolean atOnce) {
        var kids = Foundation.rotateKeys(config.read(shell), atOnce, clock);
        if (kids.isEmpty())
            throw new Failure(Failure.FAILED,
                    List.of("another server added new keys in this very moment; see cardea keys list"));
        kids.forEach(kid -> shell.out().println("published " + kid));
        return 0;
    }

    private static String state(StoredKey key, Instant now) {
        if (key.activeFrom().isAfter(now)) return "published";
        return key.retiredAt() == null || key.retiredAt().isAfter(now) ? "signs" : "retired";
    }
}
