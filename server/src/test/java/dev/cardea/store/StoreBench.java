package dev.cardea.store;

import com.sun.management.OperatingSystemMXBean;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.token.AuthorizationStore.Rotation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/// Measures durable rotations a second: `StoreBench <URL of an empty database> <seconds> <threads>…`. Not a test.
final class StoreBench {
    private static final int POOL_SIZE = 16;
    private static final int AUTHORIZATIONS = 5_000;
    private static final int MAX_SAMPLES = 200_000;

    private StoreBench() {}

    public static void main(String[] args) throws InterruptedException {
        int seconds = Integer.parseInt(args[1]);
        try (var stores = Databases.open(args[0], null, null, POOL_SIZE, Cast.NOW, StoreObserver.NONE)) {
            var ids = new ArrayList<ExpiringId>();
            try (var callers = Executors.newFixedThreadPool(32)) {
                for (int i = 0; i < AUTHORIZATIONS; i++)
                    callers.execute(() -> {
                        var id = Cast.signIn(stores, Cast.NOW.plus(Duration.ofMinutes(15))).authorization().id();
                        synchronized (ids) {
                            ids.add(id);
                        }
                    });
            }
            int generation = 0;
            for (int i = 2; i < args.length; i++) {
                int threads = Integer.parseInt(args[i]);
                generation = run(stores, List.copyOf(ids), threads, seconds, generation);
            }
        }
    }

    /// Every authorization belongs to one thread, which rotates its own ones in turn.
    private static int run(Stores stores, List<ExpiringId> ids, int threads, int seconds, int generation)
            throws InterruptedException {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        int share = ids.size() / threads;
        var counter = new LongAdder();
        var samples = new long[MAX_SAMPLES];
        var next = new java.util.concurrent.atomic.AtomicInteger();
        var generations = new int[ids.size()];
        Arrays.fill(generations, generation);
        long cpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * share;
                callers.execute(() -> {
                    for (int turn = 0; System.nanoTime() < end; turn++) {
                        int at = first + turn % share;
                        long began = System.nanoTime();
                        var rotation = stores.authorizations()
                                .rotate(ids.get(at), generations[at]++, Cast.NOW, expiry(turn));
                        if (!(rotation instanceof Rotation.Rotated))
                            throw new IllegalStateException(rotation.toString());
                        counter.increment();
                        int sample = next.getAndIncrement();
                        if (sample < MAX_SAMPLES) samples[sample] = System.nanoTime() - began;
                    }
                });
            }
        }
        double elapsed = System.nanoTime() - start;
        long done = counter.sum();
        int sampled = Math.min(next.get(), MAX_SAMPLES);
        Arrays.sort(samples, 0, sampled);
        System.out.printf(
                "%2d threads: %,.0f rotations/s, p50 %.2f ms, p99 %.2f ms, %.1f us of CPU in this process%n",
                threads,
                done / (elapsed / 1e9),
                samples[sampled / 2] / 1e6,
                samples[(int) (sampled * 0.99)] / 1e6,
                (machine.getProcessCpuTime() - cpu) / 1e3 / done);
        // Bring all to the same generation for the next run.
        int highest = Arrays.stream(generations).max().orElseThrow();
        try (var callers = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < ids.size(); i++) {
                int at = i;
                callers.execute(() -> {
                    while (generations[at] < highest)
                        stores.authorizations().rotate(ids.get(at), generations[at]++, Cast.NOW, expiry(0));
                });
            }
        }
        return highest;
    }

    private static Instant expiry(int turn) {
        return Cast.NOW.plus(Duration.ofMinutes(15)).plusMillis(turn);
    }
}
