package dev.cardea.mail;

import dev.cardea.TestCardea;
import dev.cardea.outbox.OutboxStore.Entry;
import dev.cardea.outbox.OutboxStore.State;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// The ledger of mails of a server under test.
public final class TestOutbox {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private TestOutbox() {}

    public static List<Entry> mails(TestCardea cardea) {
        return cardea.server.stores().outbox().ledger(Mails.KIND, null, null, 100);
    }

    /// The newest mail, once it is as wanted.
    public static Entry newest(TestCardea cardea, Predicate<Entry> condition) {
        long begin = System.nanoTime();
        while (true) {
            var entries = mails(cardea);
            if (!entries.isEmpty() && condition.test(entries.getFirst())) return entries.getFirst();
            if (System.nanoTime() - begin > PATIENCE) throw new AssertionError("still " + entries);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    public static Predicate<Entry> tried(int tries) {
        return entry -> entry.state() == State.waiting && entry.attempts() == tries;
    }

    public static Predicate<Entry> is(State state) {
        return entry -> entry.state() == state;
    }
}
