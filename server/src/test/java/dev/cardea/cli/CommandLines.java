package dev.cardea.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// Commands that are run beside a server under test, on its data.
public final class CommandLines {
    private CommandLines() {}

    public static String why(Path data, String id, String... options) {
        var arguments = new ArrayList<>(List.of(id));
        arguments.addAll(List.of(options));
        var out = new ByteArrayOutputStream();
        assertThat(why(data, out, arguments.toArray(String[]::new))).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    static int why(Path data, ByteArrayOutputStream out, String... arguments) {
        var all = new ArrayList<>(List.of("why"));
        all.addAll(List.of(arguments));
        return run(data, out, all);
    }

    /// @return what it printed, as it must have ended
    static String run(Path data, int code, String... arguments) {
        var out = new ByteArrayOutputStream();
        assertThat(run(data, out, List.of(arguments))).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int run(Path data, ByteArrayOutputStream out, List<String> arguments) {
        try {
            var file = Files.writeString(data.resolve("command.yaml"),
                    "issuer: https://sso.example.com\ndata: " + data + "\n");
            var all = new ArrayList<>(arguments);
            if (!all.contains("--help")) all.addAll(List.of("--config", file.toString()));
            var print = new PrintStream(out, true, StandardCharsets.UTF_8);
            var shell = new Shell(new ByteArrayInputStream(new byte[0]), print, print, Map.of());
            return Commands.run(shell, all.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
