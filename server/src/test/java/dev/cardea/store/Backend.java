package dev.cardea.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The databases that every contract is run on. One of each is shared by all tests of a run: they keep apart by using
/// identifiers of their own.
enum Backend {
    sqlite {
        @Override
        Stores open() {
            return Databases.open("jdbc:sqlite:" + directory().resolve("cardea.db"), null, null, 1, StoreObserver.NONE);
        }
    };

    private static final java.util.EnumMap<Backend, Stores> SHARED = new java.util.EnumMap<>(Backend.class);

    /// A new, empty database.
    abstract Stores open();

    synchronized Stores shared() {
        return SHARED.computeIfAbsent(this, Backend::open);
    }

    static Path directory() {
        try {
            var directory = Files.createTempDirectory("cardea-store");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
