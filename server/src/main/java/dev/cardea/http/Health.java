package dev.cardea.http;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What load balancers and orchestrators ask: is the process alive, and should it get requests.
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private final BooleanSupplier ready;
    private volatile boolean stopping;
    private boolean last;
    private long checked = System.nanoTime() - FRESH - 1;

    /// @param ready may look at what the server depends on; asked once a second at most, however many ask us
    public Health(BooleanSupplier ready) {
        this.ready = ready;
    }

    /// `GET /health/live`: this answer is the proof.
    public Response live(Request request) {
        return Response.json(200, Map.of("status", "up"));
    }

    /// `GET /health/ready`
    public Response ready(Request request) {
        return isReady() ? Response.json(200, Map.of("status", "up")) : Response.json(503, Map.of("status", "down"));
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
