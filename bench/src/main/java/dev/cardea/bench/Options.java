package dev.cardea.bench;

import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.installation.Sizes;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// The command line of `scripts/bench`.
final class Options {
    @Option(names = "--store", description = "sqlite or postgres (default: ${DEFAULT-VALUE}).")
    Installation.Store store = Installation.Store.sqlite;

    @Option(names = "--scenario", split = ",", paramLabel = "NAME", description = "What to measure: names, or how they begin, and startup (default: everything).")
    List<String> scenarios = List.of();

    @Option(names = "--seconds", description = "Measured seconds of each (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Option(names = "--warmup", description = "Seconds of load before, all together (default: ${DEFAULT-VALUE}).")
    int warmup = 60;

    @Option(names = "--connections", description = "Keep-alive connections (default: ${DEFAULT-VALUE}).")
    int connections = 32;

    @Option(names = "--starts", description = "Starts to measure, each way (default: ${DEFAULT-VALUE}).")
    int starts = 7;

    @Option(names = "--clients", description = "Clients in the database.")
    int clients;

    @Option(names = "--users", description = "Accounts in the database.")
    int users;

    @Option(names = "--refresh-tokens", description = "Live refresh tokens, each in a session of its own.")
    int refreshTokens;

    @Option(names = "--organizations", description = "Organizations in the database.")
    int organizations;

    @Option(names = "--java-options", description = "More options for the server's Java machine, e.g. -XX:StartFlightRecording=filename=/tmp/cardea.jfr")
    String javaOptions = "";

    @Option(names = "--markdown", description = "Put what was measured into docs/performance.md, too.")
    boolean markdown;

    @Option(names = "--pause", description = "Wait for Enter before the load, so that another load generator can be used.")
    boolean pause;

    Sizes sizes() {
        return new Sizes(clients, users, refreshTokens, organizations);
    }

    boolean startup() {
        return scenarios.isEmpty() || scenarios.contains("startup");
    }

    List<Scenario> chosen() {
        if (scenarios.isEmpty()) return Scenario.ALL;
        return scenarios.stream().filter(name -> !name.equals("startup")).flatMap(Scenario::named).distinct().toList();
    }

    Duration measured() {
        return Duration.ofSeconds(seconds);
    }

    /// Each scenario's share of the warm-up.
    Duration share() {
        return Duration.ofSeconds(warmup).dividedBy(Math.max(1, chosen().size()));
    }
}
