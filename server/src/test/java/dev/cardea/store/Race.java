package dev.cardea.store;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Does one thing many times at once.
public final class Race {
    public static final int RUNNERS = 64;

    private Race() {}

    public static <T> List<T> of(Callable<T> call) throws InterruptedException {
        var start = new CountDownLatch(1);
        try (var runners = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, RUNNERS)
                    .mapToObj(_ -> runners.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            return running.stream().map(Race::result).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
