package dev.cardea.bench.crash;

import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.machine.Repository;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/crash-test`.
@Command(name = "scripts/crash-test", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Kills the server (SIGKILL) under refresh load, restarts it on the same files, and checks that every",
        "refresh token that a client was given still works, and none that was spent leads to anything new.",
        "It shows what a crash of the process does, not what a power cut does. Ends with 1 where a check failed." })
public final class CrashTest implements Callable<Integer> {
    @Option(names = "--store", description = "sqlite or postgres (default: ${DEFAULT-VALUE}).")
    private Installation.Store store = Installation.Store.sqlite;

    @Option(names = "--rounds", description = "Crashes (default: ${DEFAULT-VALUE}).")
    private int rounds = 10;

    @Option(names = "--connections", description = "Clients that refresh (default: ${DEFAULT-VALUE}).")
    private int connections = 32;

    @Option(names = "--seconds", description = "Longest time under load before a crash (default: ${DEFAULT-VALUE}).")
    private int seconds = 4;

    @Option(names = "--seed", description = "Chooses the moments of the crashes (default: by the time of day).")
    private long seed = System.nanoTime();

    private CrashTest() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashTest()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        try (var installation = Installation.create(store)) {
            var launch = new CardeaProcess.Launch(Repository.find().cardea(), "");
            var tally = new Rounds(
                    installation, launch, connections, Duration.ofSeconds(seconds), new Random(seed)).run(rounds);
            tally.faults().forEach(System.out::println);
            System.out.printf("crash-test %s: %s (seed %d)%n", store, tally, seed);
            return tally.faults().isEmpty() ? 0 : 1;
        }
    }
}
