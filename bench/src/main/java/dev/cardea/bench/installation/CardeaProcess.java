package dev.cardea.bench.installation;

import dev.cardea.bench.load.Exchange;
import dev.cardea.bench.machine.Core;
import dev.cardea.bench.machine.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A running server, started as people start it.
public final class CardeaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Process process;
    private final Duration firstAnswer;
    /// For whoever interrupts the benchmark: a server must not go on without it.
    private final Thread orphan;

    private CardeaProcess(Process process, Duration firstAnswer) {
        this.process = process;
        this.firstAnswer = firstAnswer;
        orphan = new Thread(process::destroyForcibly, "orphan");
    }

    /// How a server is started.
    ///
    /// @param command without its arguments
    /// @param javaOptions for the Java machine, separated by blanks
    public record Launch(List<String> command, String javaOptions) {}

    /// Starts the server and waits until it answers.
    public static CardeaProcess start(Installation installation, Launch launch)
            throws IOException, InterruptedException {
        var log = installation.directory().resolve("server.log");
        var arguments = List.of("serve", "--config", installation.configuration().toString());
        var command = Core.SERVER.pinned(
                Stream.concat(launch.command().stream(), arguments.stream()).toList());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CARDEA_JAVA_OPTS", launch.javaOptions());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begin = System.nanoTime();
        var process = builder.start();
        var request = installation.requests().get("/.well-known/openid-configuration", "");
        while (!answers(installation, request)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                process.destroyForcibly().waitFor();
                throw new IOException("the server did not start: " + end(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        var server = new CardeaProcess(process, Duration.ofNanos(System.nanoTime() - begin));
        Runtime.getRuntime().addShutdownHook(server.orphan);
        return server;
    }

    private static boolean answers(Installation installation, byte[] request) {
        try (var exchange = new Exchange(installation.address())) {
            return exchange.send(request).status() == 200;
        } catch (IOException e) {
            return false; // Not listening yet.
        }
    }

    private static String end(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /// From the start of the process to the first answer.
    public Duration firstAnswer() {
        return firstAnswer;
    }

    public long pid() {
        return process.pid();
    }

    public ProcessTree tree() {
        return new ProcessTree(process.pid());
    }

    /// Ends it without giving it a chance: SIGKILL.
    public void kill() {
        process.destroyForcibly().onExit().join();
        forget();
    }

    /// Asks it to stop and waits for that.
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (process.isAlive()) kill();
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(orphan);
        } catch (IllegalStateException e) {
            // The benchmark itself is ending: the hook is running.
        }
    }
}
