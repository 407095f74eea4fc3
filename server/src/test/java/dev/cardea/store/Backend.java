package dev.cardea.store;

import dev.cardea.TestData;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The databases that every contract is run on. One of each is shared by all tests of a run: they keep apart by using
/// identifiers of their own.
public enum Backend {
    sqlite {
        @Override
        public String url() {
            return "jdbc:sqlite:" + directory().resolve("cardea.db");
        }
    },
    postgresql {
        @Override
        public String url() {
            return TestPostgres.shared().createDatabase();
        }

        @Override
        public String ready() {
            return TestPostgres.shared().createReadyDatabase();
        }
    };

    public static final int POOL_SIZE = 6;
    private static final Map<Backend, Stores> SHARED = new EnumMap<>(Backend.class);

    /// Of a new, empty database.
    public abstract String url();

    /// Of a new database with its schema.
    public String ready() {
        return url();
    }

    public Stores open() {
        return open(ready());
    }

    public static Stores open(String url) {
        return Databases.open(url, null, null, POOL_SIZE, Cast.NOW, StoreObserver.NONE);
    }

    public Stores shared() {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(this, Backend::open);
        }
    }

    public static Path directory() {
        return TestData.empty();
    }
}
