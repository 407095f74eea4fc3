package dev.cardea.cli;

import java.util.List;

/// A command cannot do what it was asked for, for a reason that the operator can mend: told in plain lines.
final class Failure extends RuntimeException {
    /// Something outside of the command line and the configuration went wrong.
    static final int FAILED = 1;
    /// The command line or the configuration is wrong.
    static final int INVALID = 2;

    private final int exitCode;
    private final transient List<String> lines;

    Failure(int exitCode, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    int exitCode() {
        return exitCode;
    }

    List<String> lines() {
        return lines;
    }
}
