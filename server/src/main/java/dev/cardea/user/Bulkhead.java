package dev.cardea.user;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Keeps work that takes a core for long on a few threads of its own. Virtual threads would let it take every core from
/// whoever else is served: they do not take turns while they compute.
final class Bulkhead implements AutoCloseable {
    private final HashingLimits limits;
    private final Semaphore free;
    private final ExecutorService threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder started = new LongAdder();
    private final LongAdder refused = new LongAdder();

    Bulkhead(String name, HashingLimits limits) {
        this.limits = limits;
        free = new Semaphore(limits.concurrent(), true);
        threads = Executors.newFixedThreadPool(
                limits.concurrent(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /// Waits its turn, computes and returns the result. Whoever gives up waiting leaves nothing behind to be computed.
    ///
    /// @throws HashingBusy where too many wait already, or the turn did not come in time
    <T> T run(Supplier<T> work) {
        try {
            if (!admitted()) {
                refused.increment();
                throw new HashingBusy(limits.maxWait());
            }
            return compute(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingBusy(limits.maxWait());
        }
    }

    /// Turns away who would be turned away anyway, before anything is done for them.
    void refuseWhenFull() {
        if (free.availablePermits() > 0 || waiting.get() < limits.maxWaiting()) return;
        refused.increment();
        throw new HashingBusy(limits.maxWait());
    }

    private boolean admitted() throws InterruptedException {
        // With a time of nothing the semaphore honours the order of arrival, which plain tryAcquire() does not.
        if (free.tryAcquire(0, TimeUnit.NANOSECONDS)) return true;
        try {
            return waiting.incrementAndGet() <= limits.maxWaiting()
                    && free.tryAcquire(limits.maxWait().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private <T> T compute(Supplier<T> work) throws InterruptedException {
        started.increment();
        // Released by whoever computes, not by whoever waits: an interrupted caller leaves its work running.
        var result = threads.submit(() -> {
            try {
                return work.get();
            } finally {
                free.release();
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    int running() {
        return limits.concurrent() - free.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }

    long started() {
        return started.sum();
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
