package dev.cardea.bench.floor;

import dev.cardea.bench.flow.Requests;
import dev.cardea.bench.flow.Single;
import dev.cardea.bench.load.Load;
import dev.cardea.bench.machine.Core;
import dev.cardea.bench.machine.ProcessTree;
import dev.cardea.bench.machine.Repository;
import dev.cardea.bench.machine.ThreadTimes;
import dev.cardea.bench.machine.Usage;
import dev.cardea.bench.machine.UsageWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/// Microseconds of processor time that no server built on the same parts can go below, measured in the same run.
///
/// @param post of a form POST to the bare HTTP server
/// @param hash of one password hash
public record Floor(double post, double rs256, double es256, double es256Verify, double hash) {
    private static final Requests.Credentials CLIENT = new Requests.Credentials("client", "secret-0123456789");

    public static Floor measure(int connections, Duration leadIn, Duration measured)
            throws IOException, InterruptedException {
        var signatures = OpenSsl.measure(Math.clamp(measured.toSeconds(), 1, 5));
        return new Floor(
                bareCost(connections, leadIn, measured),
                signatures.rs256Sign(),
                signatures.es256Sign(),
                signatures.es256Verify(),
                hashCost());
    }

    private static double bareCost(int connections, Duration leadIn, Duration measured)
            throws IOException, InterruptedException {
        var process = start(BareServer.class);
        try (var output = process.inputReader()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(firstLine(output)));
            var request = new Requests("127.0.0.1:" + address.getPort())
                    .asClient("/", CLIENT, "grant_type=client_credentials");
            var usage = new UsageWatch(
                    () -> Usage.of(new ProcessTree(process.pid()), new ThreadTimes(process.pid()), Optional.empty()));
            var sample = new Load(address)
                    .run(Collections.nCopies(connections, Single.of(request)), leadIn, measured, usage);
            return usage.used().server() / sample.completed() * 1e6;
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private static double hashCost() throws IOException {
        var process = start(HashCost.class);
        try (var output = process.inputReader()) {
            return Double.parseDouble(firstLine(output));
        }
    }

    private static String firstLine(BufferedReader output) throws IOException {
        var line = output.readLine();
        if (line == null) throw new IOException("a process of the benchmark ended without an answer");
        return line;
    }

    private static Process start(Class<?> program) throws IOException {
        return new ProcessBuilder(Core.SERVER.pinned(Repository.program(program)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
