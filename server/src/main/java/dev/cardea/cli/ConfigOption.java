package dev.cardea.cli;

import dev.cardea.Config;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.store.Stores;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/// The option `--config`, and the database that the file leads to.
final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", defaultValue = "cardea.yaml", description = "The configuration file (default ${DEFAULT-VALUE}).")
    private Path file = Path.of("cardea.yaml");

    /// @throws Failure with one line for each mistake
    Config read(Shell shell) {
        return ConfigFile.read(file, shell.environment());
    }

    /// Beside the servers that use it.
    Stores open(Shell shell, InstantSource clock) {
        return open(read(shell), clock);
    }

    static Stores open(Config config, InstantSource clock) {
        var store = config.store();
        return Databases.open(store.url(), store.username(), store.password(), 1, clock.instant(), StoreObserver.NONE);
    }
}
