package dev.cardea.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/// Memory, threads, processor and garbage collection.
final class JvmMeters {
    private JvmMeters() {}

    static void bind(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) bind(collector, registry);
    }

    /// The totals since start, which the library's own binder would only have from the moment it is bound.
    private static void bind(GarbageCollectorMXBean collector, MeterRegistry registry) {
        FunctionCounter.builder("jvm.gc.collections", collector, GarbageCollectorMXBean::getCollectionCount)
                .description("Garbage collections")
                .tag("collector", collector.getName())
                .register(registry);
        FunctionCounter
                .builder("jvm.gc.time", collector, c -> c.getCollectionTime() / (double) TimeUnit.SECONDS.toMillis(1))
                .description("Time spent collecting garbage")
                .baseUnit("seconds")
                .tag("collector", collector.getName())
                .register(registry);
    }
}
