package dev.cardea.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/// What surrounds a command: where it reads and writes, and its environment variables.
public record Shell(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    public Shell {
        environment = Map.copyOf(environment);
    }
}
