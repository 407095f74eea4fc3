package dev.cardea.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a process may run on. Server and load each get a core, so that neither takes time from the other.
public enum Core {
    /// For the server, its database and what they are compared with.
    SERVER("0"),
    /// For the load. `scripts/bench` puts its own process here.
    LOAD("1");

    private final String number;

    Core(String number) {
        this.number = number;
    }

    private static boolean canPin() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"))
                && Files.exists(Path.of("/sys/devices/system/cpu/cpu1"));
    }

    /// The command, run on this core where the machine has one to spare.
    public List<String> pinned(List<String> command) {
        if (!canPin()) return command;
        var pinned = new ArrayList<>(List.of("taskset", "-c", number));
        pinned.addAll(command);
        return pinned;
    }

    /// Moves processes that run already, all their threads included.
    public void pin(List<Long> pids) throws IOException, InterruptedException {
        if (!canPin()) return;
        for (var pid : pids) {
            var mover = new ProcessBuilder("taskset", "-a", "-p", "-c", number, pid.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var _ = mover.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
