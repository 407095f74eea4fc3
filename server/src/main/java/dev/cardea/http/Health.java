package dev.cardea.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What load balancers and orchestrators ask: is the process alive, and should it get requests.
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private final BooleanSupplier ready;
    private final Supplier<Map<String, String>> more;
    private volatile boolean stopping;
    private boolean last;
    private long checked = System.nanoTime() - FRESH - 1;

    public Health(BooleanSupplier ready) {
        this(ready, Map::of);
    }

    /// @param ready may look at what the server depends on; asked once a second at most, however many ask us
    /// @param more to be said beside that: what does not make the server less fit for requests
    public Health(BooleanSupplier ready, Supplier<Map<String, String>> more) {
        this.ready = ready;
        this.more = more;
    }

    /// `GET /health/live`: this answer is the proof.
    public Response live(Request request) {
        return Response.json(200, Map.of("status", "up"));
    }

    /// `GET /health/ready`
    public Response ready(Request request) {
        boolean up = isReady();
        var answer = new LinkedHashMap<String, Object>(Map.of("status", up ? "up" : "down"));
        answer.putAll(more.get());
        return Response.json(up ? 200 : 503, answer);
    }

    /// Not ready from now on: called before anything else is stopped.
    public void stop() {
        stopping = true;
    }

    private synchronized boolean isReady() {
        if (stopping) return false;
        long now = System.nanoTime();
        if (now - checked <= FRESH) return last;
        try {
            last = ready.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("not ready", e);
            last = false;
        }
        checked = System.nanoTime();
        return last;
    }
}
