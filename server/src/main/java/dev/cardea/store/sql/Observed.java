package dev.cardea.store.sql;

import dev.cardea.store.StoreObserver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures every call of another database.
public record Observed(Database database, StoreObserver observer) implements Database {
    @Override
    public <T extends @Nullable Object> T read(String operation, Work<T> work) {
        return observe(operation, () -> database.read(operation, work));
    }

    @Override
    public <T extends @Nullable Object> T write(String operation, Work<T> work) {
        return observe(operation, () -> database.write(operation, work));
    }

    @Override
    public <T extends @Nullable Object> T transaction(String operation, Work<T> work) {
        return observe(operation, () -> database.transaction(operation, work));
    }

    private <T extends @Nullable Object> T observe(String operation, Supplier<T> call) {
        long start = System.nanoTime();
        boolean failed = true;
        try {
            var result = call.get();
            failed = false;
            return result;
        } finally {
            observer.observed(operation, System.nanoTime() - start, failed);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
