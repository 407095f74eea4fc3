package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How many changes of clients there have been, as it was in the store at most [Clients#STALE_AFTER] ago.
final class ClientChanges {
    private final ClientStore store;
    private final Ticker ticker;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Seen seen;

    private record Seen(long count, long at) {}

    ClientChanges(ClientStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    long count() {
        var last = seen;
        long age = last == null ? Long.MAX_VALUE : ticker.read() - last.at();
        if (last != null && age < Clients.STALE_AFTER.toNanos() / 2) return last.count();
        // One looks again while it is early enough for the others not to wait.
        if (last == null || age >= Clients.STALE_AFTER.toNanos()) looking.lock();
        else if (!looking.tryLock()) return last.count();
        try {
            var newest = seen;
            if (newest == null || newest.equals(last)) { // else somebody else looked while this waited
                long now = ticker.read(); // before looking: what is seen is of then or later
                newest = new Seen(store.changes(), now);
                seen = newest;
            }
            return newest.count();
        } finally {
            looking.unlock();
        }
    }
}
