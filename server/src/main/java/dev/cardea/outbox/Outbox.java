package dev.cardea.outbox;

import dev.cardea.outbox.OutboxStore.Claim;
import dev.cardea.outbox.OutboxStore.Lane;
import dev.cardea.outbox.OutboxStore.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is in the outbox: at once when told of it, and whenever something is due. Every node does so; a message
/// is claimed by one of them at a time. A recipient that is slow holds up its own messages and nobody else's.
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 128;
    private static final int AT_ONCE_FOR_ONE = 8;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /// How long what is being sent may take to finish when the server stops. What does not is sent again.
    private static final Duration FINISH = Duration.ofSeconds(2);
    private static final int LONGEST_ERROR = 300;

    /// How a try ended, as counted in the metrics.
    public enum Result {
        acknowledged, refused, failed, given_up
    }

    /// Is told of every try.
    @FunctionalInterface
    public interface Observer {
        void tried(String kind, Result result, Duration latency);
    }

    private final OutboxStore store;
    private final Map<String, Channel> channels;
    private final Duration lease;
    private final Observer observer;
    private final InstantSource clock;
    private final Semaphore wake = new Semaphore(0);
    private final Map<Lane, Integer> running = new ConcurrentHashMap<>();
    private final ExecutorService senders = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-", 0).factory());
    private final Thread looking = Thread.ofVirtual().name("outbox").unstarted(this::look);
    private volatile boolean stopping;

    /// @param lease longer than any try takes: after it, a message that a node had claimed is anybody's again
    public Outbox(
            OutboxStore store, List<Channel> channels, Duration lease, Observer observer, InstantSource clock) {
        this.store = store;
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::kind, channel -> channel));
        this.lease = lease;
        this.observer = observer;
        this.clock = clock;
    }

    public void start() {
        looking.start();
    }

    /// There is something new. Returns at once.
    public void wake() {
        wake.release();
    }

    private void look() {
        var failing = false;
        while (!stopping) {
            try {
                send();
                failing = false;
            } catch (RuntimeException e) {
                // Once for each outage of the database, not once a second.
                if (!stopping && !failing) LOG.error("looking for messages to send failed; it is tried again", e);
                failing = true;
            }
            try {
                var _ = wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException _) {
                // By close(), which has set `stopping`.
            }
        }
    }

    private void send() {
        for (var lane : store.lanes(clock.instant())) {
            // Of a kind that only newer nodes know.
            var channel = channels.get(lane.kind());
            int free = Math.min(
                    AT_ONCE_FOR_ONE - running.getOrDefault(lane, 0),
                    AT_ONCE - running.values().stream().mapToInt(Integer::intValue).sum());
            if (channel == null || free <= 0) continue;
            var now = clock.instant();
            for (var claim : store.claim(lane, now, now.plus(lease), free)) {
                running.merge(lane, 1, Integer::sum);
                senders.execute(() -> send(lane, channel, claim));
            }
        }
    }

    private void send(Lane lane, Channel channel, Claim claim) {
        try {
            long begin = System.nanoTime();
            var outcome = attempt(channel, claim);
            // Who interrupted the try, to stop this node, must not interrupt the writing down of it.
            var _ = Thread.interrupted();
            settle(claim, outcome, Duration.ofNanos(System.nanoTime() - begin));
        } catch (RuntimeException e) {
            LOG.error("what became of message {} could not be written down; it is sent again", claim.message().id(), e);
        } finally {
            running.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1);
            wake();
        }
    }

    private static Outcome attempt(Channel channel, Claim claim) {
        try {
            return channel.deliver(claim.message());
        } catch (RuntimeException e) {
            LOG.error("sending message {} failed", claim.message().id(), e);
            return new Outcome.Failed(null, "this server failed; its log says why");
        }
    }

    private void settle(Claim claim, Outcome outcome, Duration latency) {
        switch (outcome) {
            case Outcome.Acknowledged(int status) ->
                settle(claim, Result.acknowledged, State.acknowledged, null, status, null, latency);
            case Outcome.Refused(var status, var why) ->
                settle(claim, Result.refused, State.failed, null, status, why, latency);
            case Outcome.Failed(var status, var why) -> {
                // Interrupted by the end of this node: the next one need not wait.
                var next = stopping ? clock.instant() : Retries.after(claim, clock.instant()).orElse(null);
                if (next == null) settle(claim, Result.given_up, State.failed, null, status, why, latency);
                else
                    settle(claim, Result.failed, State.waiting, next, status, why, latency);
            }
        }
    }

    private void settle(
            Claim claim, Result result, State state, @Nullable Instant next, @Nullable Integer status,
            @Nullable String why, Duration latency) {
        var message = claim.message();
        var error = why == null ? null : shortened(why);
        store.settle(claim, state, next, status, error, latency);
        observer.tried(message.kind(), result, latency);
        if (result != Result.acknowledged)
            LOG.warn("{} to {} ({}): {} on try {}: {}", message.kind(), message.recipient(), message.reference(),
                    result, claim.attempt(), error);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
    }

    /// Sends nothing new, and gives what is being sent a moment to finish.
    @Override
    public void close() {
        stopping = true;
        looking.interrupt();
        try {
            // It was never started where the port was taken.
            if (looking.getState() != Thread.State.NEW) looking.join(FINISH);
            senders.shutdown();
            if (!senders.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
                var _ = senders.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
