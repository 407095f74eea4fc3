package dev.cardea.logout;

import dev.cardea.TestCardea;
import dev.cardea.outbox.OutboxStore.Entry;
import dev.cardea.outbox.OutboxStore.State;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// What the server has written down about its logout messages.
final class Ledger {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private Ledger() {}

    static List<Entry> of(TestCardea cardea, String client) {
        return cardea.server.stores().outbox().ledger(LogoutNotices.KIND, client, null, 100);
    }

    /// The newest entry of a client, once it is in this state.
    static Entry await(TestCardea cardea, String client, State state) {
        return await(cardea, client, entry -> entry.state() == state);
    }

    /// The same once it has failed to arrive so many times and waits for the next try.
    static Entry awaitTries(TestCardea cardea, String client, int tries) {
        return await(cardea, client, entry -> entry.state() == State.waiting && entry.attempts() == tries);
    }

    private static Entry await(TestCardea cardea, String client, Predicate<Entry> condition) {
        long begin = System.nanoTime();
        while (true) {
            var entries = of(cardea, client);
            if (!entries.isEmpty() && condition.test(entries.getFirst())) return entries.getFirst();
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("still " + entries);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
