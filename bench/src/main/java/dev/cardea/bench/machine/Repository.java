package dev.cardea.bench.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the product's own files are, and how programs of this module are started.
///
/// @param root the directory that holds `cardea`
public record Repository(Path root) {
    /// Found from the directory the process was started in.
    public static Repository find() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isExecutable(at.resolve("cardea")) && Files.isDirectory(at.resolve("bench")))
                return new Repository(at);
        throw new IllegalStateException("start this inside the repository");
    }

    /// The command that people use.
    public List<String> cardea(String... arguments) {
        var command = new ArrayList<>(List.of(root.resolve("cardea").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Another program of this module, in a process of its own with the server's own options.
    public static List<String> program(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                // Only warnings, and to standard error: the first line of output is a figure.
                "-Dlogback.configurationFile=bench-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
