package dev.cardea.refusal;

import dev.cardea.client.Clients;
import dev.cardea.http.Refused;
import dev.cardea.http.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps refusals for a day: takes what is needed of a request, and writes from a thread of its
/// own, many at a time. They are nobody's records but a help, so whatever is too much is dropped and counted: a flood of
/// them slows nothing and fills nothing.
public final class Refusals implements Refused.Keeper, AutoCloseable {
    public static final Duration KEPT = Duration.ofDays(1);
    /// Answers that well-behaved clients get all day, as a part of the protocol.
    private static final Set<String> ORDINARY = Set.of("login_required", "consent_required", "interaction_required",
            "invalid_token", "use_dpop_nonce", "authorization_pending", "slow_down", "not_found");
    private static final int QUEUE = 500;
    private static final int BATCH = 100;
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration FINISH = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final RefusalStore store;
    private final Clients clients;
    private final Consumer<Boolean> onRefusal;
    private final InstantSource clock;
    private final Allowance allowance;
    private final BlockingQueue<Decision> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread writer = Thread.ofVirtual().name("refusals").unstarted(this::write);
    private volatile boolean stopping;

    /// @param onRefusal told of each whether it is kept
    public Refusals(RefusalStore store, Clients clients, Consumer<Boolean> onRefusal, InstantSource clock) {
        this.store = store;
        this.clients = clients;
        this.onRefusal = onRefusal;
        this.clock = clock;
        allowance = new Allowance(clock);
    }

    public void start() {
        writer.start();
    }

    @Override
    public void keep(Request request, String place, int status, Refused refused) {
        try {
            var kept = allowance.admits(request.peer().address(), ORDINARY.contains(refused.error()))
                    && queue.remainingCapacity() > 0
                    && queue.offer(Decision.of(request, place, status, refused, clock.instant()));
            if (!kept) onRefusal.accept(false);
        } catch (RuntimeException e) {
            LOG.error("why a request was refused could not be noted", e);
        }
    }

    private void write() {
        while (!stopping) {
            var batch = new ArrayList<Decision>();
            try {
                batch.add(queue.take());
                // Those that come together are written together.
                Thread.sleep(GATHER);
            } catch (InterruptedException _) {
                // By close(), which has set `stopping`.
            }
            queue.drainTo(batch, stopping ? QUEUE : BATCH - 1);
            if (!batch.isEmpty()) write(batch);
        }
    }

    private void write(List<Decision> batch) {
        var kept = false;
        try {
            store.add(batch.stream().map(decision -> decision.entry(clients)).toList(), clock.instant().plus(KEPT));
            kept = true;
        } catch (RuntimeException e) {
            LOG.warn("why {} requests were refused could not be written down", batch.size(), e);
        }
        for (var _ : batch) onRefusal.accept(kept);
    }

    /// Writes down what is waiting.
    @Override
    public void close() {
        stopping = true;
        writer.interrupt();
        try {
            // It was never started where the port was taken.
            if (writer.getState() != Thread.State.NEW) writer.join(FINISH);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
