package dev.cardea.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What was measured in one interval.
public final class Sample {
    private static final int FIRST_SIZE = 1 << 16;
    private static final int REMEMBERED_FAILURES = 10;

    private final Duration measured;
    private long[] nanos = new long[FIRST_SIZE];
    private int completed;
    private int failed;
    private boolean sorted;
    private final Map<String, Integer> failures = new TreeMap<>();

    Sample(Duration measured) {
        this.measured = measured;
    }

    void completed(long took) {
        if (completed == nanos.length) nanos = Arrays.copyOf(nanos, 2 * nanos.length);
        nanos[completed++] = took;
        sorted = false;
    }

    /// @return how many have failed by now
    int failed(String why) {
        if (failures.size() < REMEMBERED_FAILURES || failures.containsKey(why)) failures.merge(why, 1, Integer::sum);
        return ++failed;
    }

    public int completed() {
        return completed;
    }

    public int failed() {
        return failed;
    }

    public Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    public double perSecond() {
        return completed * (double) TimeUnit.SECONDS.toNanos(1) / measured.toNanos();
    }

    /// @param quantile 0.5 for the median
    public double millis(double quantile) {
        if (completed == 0) return Double.NaN;
        if (!sorted) Arrays.sort(nanos, 0, completed);
        sorted = true;
        int rank = (int) Math.ceil(quantile * completed);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
