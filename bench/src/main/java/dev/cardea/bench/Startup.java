package dev.cardea.bench;

import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.machine.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// From the start of the process to the first answer, on a database that exists, and the memory of a server that has
/// nothing to do.
///
/// @param millis of each run, in ascending order
/// @param residentBytes resident memory some seconds after the start, of the last run
record Startup(String how, List<Long> millis, long residentBytes) {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

    static List<Startup> measure(Installation installation, int runs)
            throws IOException, InterruptedException, SQLException {
        var command = Repository.find().cardea();
        var off = new CardeaProcess.Launch(command, "-XX:AOTMode=off");
        // The first start creates database and keys.
        CardeaProcess.start(installation, off).close();
        var cache = installation.directory().resolve("bench.aot");
        Training.makeCache(cache);
        var on = new CardeaProcess.Launch(command, "-XX:AOTCache=" + cache);
        var results = List.of(
                measure("without AOT cache", installation, off, runs),
                measure("with AOT cache (%d MB)".formatted(Files.size(cache) >> 20), installation, on, runs));
        Files.delete(cache);
        return results;
    }

    private static Startup measure(String how, Installation installation, CardeaProcess.Launch launch, int runs)
            throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        long resident = 0;
        for (int i = 0; i < runs; i++) {
            try (var server = CardeaProcess.start(installation, launch)) {
                times.add(server.firstAnswer());
                if (i == runs - 1) {
                    idle();
                    resident = server.tree().residentBytes();
                }
            }
        }
        return new Startup(how, times.stream().map(Duration::toMillis).sorted().toList(), resident);
    }

    private static void idle() {
        long until = System.nanoTime() + IDLE_NANOS;
        for (long left; (left = until - System.nanoTime()) > 0;) LockSupport.parkNanos(left);
    }

    long median() {
        return millis.get(millis.size() / 2);
    }

    long best() {
        return millis.getFirst();
    }
}
