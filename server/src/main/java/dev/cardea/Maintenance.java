package dev.cardea;

import dev.cardea.audit.AuditChain;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.KeyRing;
import dev.cardea.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server does by itself from time to time. Every node does it; each piece is safe to be done by several at
/// once.
final class Maintenance implements AutoCloseable {
    /// Also the bound on how long a node may not know of a key that another one added.
    private static final Duration LEARN_KEYS = Duration.ofSeconds(30);

    /// Also how long an entry of the audit log can be changed unnoticed.
    private static final Duration SEAL_AUDIT = Duration.ofMinutes(1);
    private static final Duration DELETE_EXPIRED = Duration.ofMinutes(1);
    private static final Duration ROTATE_KEYS = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final ScheduledExecutorService executor = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("maintenance").daemon().factory());
    private final Stores stores;
    private final KeyRing keys;
    private final DecryptionKeys decryptionKeys;
    private final AuditChain audit;
    private final Duration forgetUnused;
    private final Runnable reminders;
    private final InstantSource clock;

    /// @param forgetUnused how long clients that registered openly are kept unused
    /// @param reminders of what people began and did not finish
    Maintenance(Stores stores, KeyRing keys, DecryptionKeys decryptionKeys, AuditChain audit,
            Duration forgetUnused, Runnable reminders, InstantSource clock) {
        this.stores = stores;
        this.keys = keys;
        this.decryptionKeys = decryptionKeys;
        this.audit = audit;
        this.forgetUnused = forgetUnused;
        this.reminders = reminders;
        this.clock = clock;
    }

    void start() {
        every(LEARN_KEYS, "learning keys", keys::refresh);
        every(LEARN_KEYS, "learning encryption keys", decryptionKeys::refresh);
        every(ROTATE_KEYS, "rotating keys", keys::maintain);
        every(ROTATE_KEYS, "rotating encryption keys", decryptionKeys::maintain);
        every(SEAL_AUDIT, "sealing the audit log", audit::maintain);
        every(DELETE_EXPIRED, "deleting what expired", () -> stores.deleteExpired(clock.instant()));
        every(ROTATE_KEYS, "reminding people", reminders);
        every(ROTATE_KEYS, "forgetting unused clients", () -> {
            var now = clock.instant();
            stores.registrations().forget(now.minus(forgetUnused), now);
        });
    }

    private void every(Duration period, String what, Runnable task) {
        var _ = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // The next turn may succeed; an exception would end the series.
                        LOG.error("{} failed", what, e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
