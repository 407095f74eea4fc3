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

    final String application;
    private final Process process;

    DemoProcess(Path data) {
        try {
            process = new ProcessBuilder(List.of(
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
        application = awaitBanner();
    }

    private String awaitBanner() {
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
        var found = APPLICATION.matcher(said);
        if (!found.find()) {
            process.destroy();
            throw new IllegalStateException("the demo did not start: " + said);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
