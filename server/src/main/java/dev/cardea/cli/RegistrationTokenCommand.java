package dev.cardea.cli;

import dev.cardea.audit.AuditLog;
import dev.cardea.config.Amounts;
import dev.cardea.registration.InitialAccessTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cardea registration-token`.
// @formatter:off
@Command(
        name = "registration-token",
        mixinStandardHelpOptions = true,
        description = {
            "Make a token with which clients can register themselves.",
            "It is shown once and only a hash of it is kept."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cardea registration-token --config cardea.yaml",
            "  cardea registration-token --expires-in 30d --uses 20"
        })
// @formatter:on
final class RegistrationTokenCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_USES = 1_000_000;

    private final Shell shell;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--expires-in", paramLabel = "DURATION", defaultValue = "1d", description = "How long it can be used (default ${DEFAULT-VALUE}).")
    private String expiresIn = "1d";

    @Option(names = "--uses", paramLabel = "N", defaultValue = "1", description = "How many clients can be registered with it (default ${DEFAULT-VALUE}).")
    private int uses = 1;

    RegistrationTokenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var lifetime = Amounts.duration(expiresIn)
                .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> invalid("--expires-in: write a duration up to 365d, e.g. 12h or 30d"));
        if (uses < 1 || uses > MOST_USES) throw invalid("--uses: write a number from 1 to " + MOST_USES);
        try (var stores = config.open(shell, clock)) {
            var tokens = new InitialAccessTokens(
                    stores.registrations(), new AuditLog(stores.audit(), clock), new SecureRandom(), clock);
            shell.out().println(tokens.issue(lifetime, uses));
            return 0;
        }
    }

    private static Failure invalid(String why) {
        return new Failure(Failure.INVALID, List.of("cardea: " + why));
    }
}
