package dev.cardea.metrics;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Response;
import dev.cardea.http.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/// Everything that is measured. Meters are looked up by what identifies them, never built per call, so that counting
/// costs a fraction of a microsecond.
public final class Metrics implements Traffic {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
            Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500),
            Duration.ofSeconds(5), Duration.ofSeconds(10) };
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentMap<String, Counter> issued = new ConcurrentHashMap<>();
    private final ConcurrentMap<Boolean, Counter> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<Enum<?>, Counter> signIns = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> stored = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> storeFailures = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> messages = new ConcurrentHashMap<>();
    private final AtomicBoolean scraped = new AtomicBoolean();

    @Override
    public Lane lane(String method, String template) {
        return new RouteMeters(registry, method, template);
    }

    /// @param grantType one that the server serves
    public void issued(String grantType) {
        issued.computeIfAbsent(grantType, grant -> Counter.builder("cardea.tokens.issued")
                .description("Token responses, by grant")
                .tag("grant", grant)
                .register(registry))
                .increment();
    }

    public void signIn(Enum<?> result) {
        signIns.computeIfAbsent(result, r -> Counter.builder("cardea.sign.ins")
                .description("Attempts to sign in, by how they ended")
                .tag("result", r.name().toLowerCase(Locale.ROOT))
                .register(registry))
                .increment();
    }

    /// A refused request.
    ///
    /// @param kept whether the decision can be looked up
    public void refusal(boolean kept) {
        refusals.computeIfAbsent(kept, k -> Counter.builder("cardea.refusals")
                .description("Refused requests, by whether the decision is kept")
                .tag("kept", Boolean.toString(k))
                .register(registry))
                .increment();
    }

    /// One try to bring a message to somebody.
    public void message(String kind, Enum<?> result, Duration latency) {
        messages.computeIfAbsent(kind + ' ' + result, _ -> timer("cardea.outbox.tries")
                .description("Tries to bring a message to somebody, by how they ended")
                .tag("kind", kind)
                .tag("result", result.name())
                .register(registry))
                .record(latency);
    }

    /// One call of a store.
    ///
    /// @param operation the store and its verb, e.g. `authorizations.rotate`
    public void store(String operation, long nanos, boolean failed) {
        (failed ? storeFailures : stored).computeIfAbsent(operation, o -> timer("cardea.store")
                .description("Calls of the database, waiting included")
                .tag("operation", o)
                .tag("outcome", failed ? "failed" : "done")
                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    public void hashing(IntSupplier running, IntSupplier waiting) {
        gauge("cardea.hashing.running", "Passwords being hashed", running);
        gauge("cardea.hashing.waiting", "Passwords waiting to be hashed", waiting);
    }

    public void inFlight(IntSupplier requests) {
        gauge("cardea.http.requests.in.flight", "Requests being served", requests);
    }

    static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }

    private void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value::getAsInt).description(description).strongReference(true).register(registry);
    }

    /// `GET /metrics`. The JVM's own figures are looked for when first asked, not at start: they load much of it.
    public Endpoint endpoint() {
        return request -> {
            if (scraped.compareAndSet(false, true)) JvmMeters.bind(registry);
            var type = request.headers("Accept").stream().anyMatch(a -> a.contains("application/openmetrics-text"))
                    ? OPEN_METRICS
                    : PROMETHEUS;
            return Response.of(200, type, registry.scrape(type).getBytes(StandardCharsets.UTF_8));
        };
    }
}
