package dev.cardea.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.Graceful;

/// Counts the requests being served: the bound on them, and what a graceful stop waits for.
final class InFlight implements Graceful {
    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final Graceful.Shutdown shutdown = new Graceful.Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
            return count.get() == 0;
        }
    };

    InFlight(int limit) {
        this.limit = limit;
    }

    void begin() {
        count.incrementAndGet();
    }

    void end() {
        count.decrementAndGet();
        if (shutdown.isShutdown()) shutdown.check();
    }

    int count() {
        return count.get();
    }

    boolean overloaded() {
        return count.get() > limit;
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        return shutdown.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return shutdown.isShutdown();
    }
}
