package dev.cardea.metrics;

import dev.cardea.http.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The requests of one method on one route: how long they took, and how many ended with which status.
final class RouteMeters implements Traffic.Lane {
    private final MeterRegistry registry;
    private final String method;
    private final String route;
    private final ConcurrentMap<Integer, Counter> byStatus = new ConcurrentHashMap<>();
    private volatile @Nullable Timer time;

    RouteMeters(MeterRegistry registry, String method, String route) {
        this.registry = registry;
        this.method = method;
        this.route = route;
    }

    @Override
    public void answered(int status, long nanos) {
        var counter = byStatus.get(status);
        if (counter == null) counter = byStatus.computeIfAbsent(status, this::counter);
        counter.increment();
        var timer = time;
        if (timer == null) time = timer = timer();
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(int status) {
        return Counter.builder("cardea.http.requests")
                .description("Requests answered")
                .tag("method", method)
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .register(registry);
    }

    /// Once more by a second thread is harmless: the registry gives both the same meter.
    private Timer timer() {
        return Metrics.timer("cardea.http.request.duration")
                .description("From a complete request head to the end of the answer")
                .tag("method", method)
                .tag("route", route)
                .register(registry);
    }
}
