package dev.cardea.user;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The bound on concurrent hashing")
@Timeout(60)
class BulkheadTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        callers.close();
    }

    @Test
    void never_runs_more_at_once_than_allowed() throws Exception {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(3, 100, LONG))) {
            var now = new AtomicInteger();
            var most = new AtomicInteger();
            var results = IntStream.range(0, 100).mapToObj(i -> callers.submit(() -> bulkhead.run(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                now.decrementAndGet();
                return i;
            }))).toList();
            for (int i = 0; i < 100; i++) assertThat(results.get(i).get()).isEqualTo(i);
            assertThat(most.get()).isBetween(1, 3);
            assertThat(bulkhead.started()).isEqualTo(100);
            assertThat(bulkhead.refused() + bulkhead.running() + bulkhead.waiting()).isZero();
        }
    }

    @Test
    void refuses_who_would_be_one_too_many_to_wait() throws Exception {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(1, 1, LONG))) {
            var running = occupy(bulkhead);
            bulkhead.refuseWhenFull();
            var waiting = callers.submit(() -> bulkhead.run(() -> "late"));
            until(() -> bulkhead.waiting() == 1);
            assertThatThrownBy(() -> bulkhead.run(() -> "too late"))
                    .isInstanceOfSatisfying(HashingBusy.class, e -> assertThat(e.retryAfter()).isEqualTo(LONG));
            assertThatThrownBy(bulkhead::refuseWhenFull).isInstanceOf(HashingBusy.class);
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
            assertThat(waiting.get()).isEqualTo("late");
            assertThat(bulkhead.refused()).isEqualTo(2);
        }
    }

    @Test
    void who_has_waited_too_long_is_refused_and_leaves_no_work_behind() throws Exception {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(1, 1, Duration.ofMillis(1)))) {
            var running = occupy(bulkhead);
            assertThatThrownBy(() -> bulkhead.run(() -> "late")).isInstanceOf(HashingBusy.class);
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
            until(() -> bulkhead.running() == 0);
            assertThat(bulkhead.started()).isEqualTo(1);
            assertThat(bulkhead.run(() -> "next")).isEqualTo("next");
        }
    }

    @Test
    void who_is_interrupted_while_waiting_leaves_no_work_behind() throws Exception {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(1, 1, LONG))) {
            var running = occupy(bulkhead);
            var waiting = callers.submit(() -> bulkhead.run(() -> "late"));
            until(() -> bulkhead.waiting() == 1);
            waiting.cancel(true);
            until(() -> bulkhead.waiting() == 0);
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
            until(() -> bulkhead.running() == 0);
            assertThat(bulkhead.started()).isEqualTo(1);
        }
    }

    @Test
    void a_place_stays_taken_until_the_work_of_an_interrupted_caller_is_over() throws Exception {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(1, 0, LONG))) {
            occupy(bulkhead).cancel(true);
            assertThat(bulkhead.running()).isEqualTo(1);
            assertThatThrownBy(() -> bulkhead.run(() -> "second")).isInstanceOf(HashingBusy.class);
            release.countDown();
            until(() -> bulkhead.running() == 0);
        }
    }

    @Test
    void a_failure_reaches_the_caller_and_frees_the_place() {
        try (var bulkhead = new Bulkhead("test", new HashingLimits(1, 0, LONG))) {
            for (var failure : new Throwable[]{new IllegalStateException("broken"), new OutOfMemoryError("heap") })
                assertThatThrownBy(() -> bulkhead.run(() -> {
                    if (failure instanceof Error error) throw error;
                    throw (RuntimeException) failure;
                })).isSameAs(failure);
            until(() -> bulkhead.running() == 0);
        }
    }

    private Future<String> occupy(Bulkhead bulkhead) throws InterruptedException {
        var started = new CountDownLatch(1);
        var running = callers.submit(() -> bulkhead.run(() -> {
            started.countDown();
            awaitRelease();
            return "first";
        }));
        started.await();
        return running;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) Thread.onSpinWait();
    }
}
