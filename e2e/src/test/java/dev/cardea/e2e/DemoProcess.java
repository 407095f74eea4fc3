package dev.cardea.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What `cardea demo` starts, in a process of its own, found by what it prints.
final class DemoProcess implements AutoCloseable {
    private static final Pattern APPLICATION = Pattern.compile("Application +(http://\\S+)");
    private static final Pattern LAST_LINE = Pattern.compile("Ctrl\\+C stops");

    private static final int TRIES = 3;

    final String application;
    private final Process process;

    private DemoProcess(Process process, String application) {
        this.process = process;
        this.application = application;
    }

    /// More than once where it ends at once: the free ports that it finds may be taken before it listens on them.
    static DemoProcess start(Path data) {
        for (int i = 1;; i++) {
            var process = process(data);
            var said = said(process);
            var found = APPLICATION.matcher(said);
            if (found.find()) return new DemoProcess(process, found.group(1));
            process.destroy();
            process.onExit().join();
            if (i == TRIES) throw new IllegalStateException("the demo did not start: " + said);
        }
    }

    private static Process process(Path data) {
        try {
            return new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.cardea.Main",
                    "demo",
                    "--port=0",
                    "--app-port=0",
                    "--data=" + data))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(Process process) {
        var said = new StringBuilder();
        try {
            var reader = process.inputReader();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (LAST_LINE.matcher(line).find()) break;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
