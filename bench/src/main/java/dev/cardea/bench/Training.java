package dev.cardea.bench;

import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.installation.Population;
import dev.cardea.bench.installation.Sizes;
import dev.cardea.bench.load.Load;
import dev.cardea.bench.machine.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/// Makes the JDK's ahead-of-time cache (JEP 483, 514, 515): the server runs once under a little of everything, and the
/// Java machine keeps what it loaded, linked and profiled.
final class Training {
    private static final int CONNECTIONS = 2;
    private static final Duration EACH = Duration.ofMillis(500);

    private Training() {}

    static void makeCache(Path cache) throws IOException, InterruptedException, SQLException {
        Files.deleteIfExists(cache);
        var command = Repository.find().cardea();
        try (var installation = Installation.create(Installation.Store.sqlite)) {
            var off = new CardeaProcess.Launch(command, "-XX:AOTMode=off");
            var population = Population.create(installation, off, new Sizes(0, 0, 0, 0));
            var training = new CardeaProcess.Launch(command, "-XX:AOTCacheOutput=" + cache);
            try (var _ = CardeaProcess.start(installation, training)) {
                var world = new World(installation, population, CONNECTIONS);
                for (var scenario : Scenario.ALL)
                    new Load(installation.address())
                            .run(scenario.flows(world), Duration.ZERO, EACH, Load.Observer.NONE);
            }
        }
        if (!Files.exists(cache)) throw new IOException("the Java machine wrote no " + cache);
    }
}
