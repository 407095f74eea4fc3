package dev.cardea;

import dev.cardea.cli.Commands;
import dev.cardea.cli.Shell;

/// Entry point of the `cardea` command.
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.exit(Commands.run(new Shell(System.in, System.out, System.err, System.getenv()), args));
    }
}
