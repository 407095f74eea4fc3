package dev.cardea;

import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Data directories for servers under test, gone when the tests are. Making a database and four keys takes longer than
/// most tests, so that is done once, and each server gets a copy: that of an installation which was never used.
public final class TestData {
    static final String KEYS = "keys: { algorithms: [RS256, PS256, ES256, EdDSA] }";
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 1L << 30;
    private static final Path ROOT = root();
    private static final AtomicInteger directories = new AtomicInteger();

    private TestData() {}

    /// The data of a server with the keys of every algorithm that has not started yet.
    private static final class Prepared {
        static final Path DIRECTORY = prepare();

        private static Path prepare() {
            var clock = new FakeClock();
            var directory = empty();
            var config = Config.parse(
                    "data: %s\nissuer: %s\n%s\n".formatted(directory, TestCardea.ISSUER, KEYS), directory, Map.of());
            try (var stores = Databases.open(
                    config.store().url(), null, null, 1, clock.instant(), StoreObserver.NONE)) {
                Foundation.of(config, stores, new SecureRandom(), clock);
            }
            return directory;
        }
    }

    /// For a server that has not started yet: empty where it is to make keys of its own.
    static Path directory(String configuration) {
        return configuration.contains(KEYS) && configuration.lines().noneMatch(line -> line.startsWith("secret:"))
                ? copy(Prepared.DIRECTORY)
                : empty();
    }

    private static Path copy(Path from) {
        var to = empty();
        try (var files = Files.list(from)) {
            for (var file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    public static Path empty() {
        try {
            return Files.createDirectory(ROOT.resolve(String.valueOf(directories.incrementAndGet())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            // What a server acknowledges here need not survive the machine, so nobody waits for a disk.
            var inMemory = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
            var root = inMemory
                    ? Files.createTempDirectory(MEMORY, "cardea-tests")
                    : Files.createTempDirectory("cardea-tests");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path root) {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException _) {
            // A server that is still open writes while this deletes.
        }
    }
}
