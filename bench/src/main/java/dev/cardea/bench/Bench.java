package dev.cardea.bench;

import dev.cardea.bench.floor.Floor;
import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.installation.Population;
import dev.cardea.bench.load.Load;
import dev.cardea.bench.machine.ProcessTree;
import dev.cardea.bench.machine.Repository;
import dev.cardea.bench.machine.ThreadTimes;
import dev.cardea.bench.machine.Usage;
import dev.cardea.bench.machine.UsageWatch;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `scripts/bench`: one run from an empty directory to a table.
@Command(name = "scripts/bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Measures the packaged server, on a core of its own, against its budget and against the floor:",
        "what HTTP and cryptography alone cost on this machine." })
public final class Bench implements Callable<Integer> {
    /// Between one scenario and the next: caches settle, collectors run.
    private static final Duration LEAD_IN = Duration.ofSeconds(2);

    @Mixin
    private Options options = new Options();

    private Bench() {}

    static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        var report = new Report(options);
        report.environment();
        try (var installation = Installation.create(options.store)) {
            if (options.startup()) report.startup(Startup.measure(installation, options.starts));
            if (!options.chosen().isEmpty()) {
                note("measuring the floor");
                var floor = Floor.measure(options.connections, options.share(), options.measured());
                report.results(floor, results(installation));
            }
        }
        if (options.markdown) report.write(Repository.find().root().resolve("docs/performance.md"));
        return 0;
    }

    private List<Result> results(Installation installation) throws IOException, InterruptedException, SQLException {
        var launch = new CardeaProcess.Launch(Repository.find().cardea(), options.javaOptions);
        note("preparing the database");
        var population = Population.create(
                installation, new CardeaProcess.Launch(Repository.find().cardea(), ""), options.sizes());
        try (var server = CardeaProcess.start(installation, launch)) {
            if (options.pause) pause(installation, server);
            note("the server answered after " + server.firstAnswer().toMillis() + " ms; warming up");
            var world = new World(installation, population, options.connections);
            var load = new Load(installation.address());
            for (var scenario : options.chosen())
                load.run(scenario.flows(world), Duration.ZERO, options.share(), Load.Observer.NONE);
            var results = new ArrayList<Result>();
            for (var scenario : options.chosen()) {
                note("measuring " + scenario.title());
                results.add(measure(scenario, world, load, installation, server));
            }
            return results;
        }
    }

    private Result measure(
            Scenario scenario, World world, Load load, Installation installation, CardeaProcess server)
            throws IOException, InterruptedException {
        var threads = new ThreadTimes(server.pid());
        var database = installation.database().map(d -> new ProcessTree(d.processes().root()));
        var watch = new UsageWatch(() -> Usage.of(server.tree(), threads, database));
        try (var _ = threads.watched()) {
            var sample = load.run(scenario.flows(world), LEAD_IN, options.measured(), watch);
            return new Result(scenario, sample, watch.used());
        }
    }

    private static void pause(Installation installation, CardeaProcess server) throws IOException {
        System.err.printf("pid %d, configuration %s: press Enter to go on%n",
                server.pid(), installation.configuration());
        var _ = System.in.read();
    }

    private static void note(String what) {
        System.err.println("bench: " + what);
    }
}
