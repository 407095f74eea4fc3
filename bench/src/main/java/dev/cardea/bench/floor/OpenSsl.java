package dev.cardea.bench.floor;

import dev.cardea.bench.machine.Core;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `openssl speed`: what signatures cost in the fastest code at hand. It counts processor time, not time.
record OpenSsl(double rs256Sign, double es256Sign, double es256Verify) {
    private static final double MICROS = 1e6;

    static OpenSsl measure(int seconds) throws IOException {
        var command = Core.SERVER.pinned(List.of(
                "openssl", "speed", "-mr", "-seconds", Integer.toString(seconds), "rsa2048", "ecdsap256"));
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /// Lines such as `+F2:2:2048:3842.1:52505.0`: kind, number, bits, signatures and verifications a second.
    static OpenSsl parse(String output) {
        var rsa = fields(output, "+F2:");
        var ecdsa = fields(output, "+F4:");
        return new OpenSsl(micros(rsa[3]), micros(ecdsa[3]), micros(ecdsa[4]));
    }

    private static String[] fields(String output, String prefix) {
        return output.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("openssl speed printed no " + prefix + ": " + output))
                .split(":");
    }

    private static double micros(String perSecond) {
        return MICROS / Double.parseDouble(perSecond);
    }
}
