package dev.cardea.http;

import dev.cardea.log.AccessLine;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One request from its arrival to the last byte of its answer: what is counted and written to the access log.
final class Exchange implements Callback {
    private static final int LONGEST_PATH = 200;
    final String id;
    final String method;
    final long begin = System.nanoTime();
    /// The route's pattern; the path where no route matches.
    String place;
    String address = "";
    int status;
    long bytes;
    boolean aborted;
    Traffic.Lane lane;
    @Nullable
    Request request;
    private boolean ended;
    private final Callback callback;
    private final Consumer<Exchange> end;

    Exchange(String id, String method, String path, Traffic.Lane lane, Callback callback, Consumer<Exchange> end) {
        this.id = id;
        this.method = method;
        this.place = path;
        this.lane = lane;
        this.callback = callback;
        this.end = end;
    }

    AccessLine line(long micros) {
        var shown = place.length() > LONGEST_PATH ? place.substring(0, LONGEST_PATH) : place;
        return new AccessLine(id, method, shown, status, micros, bytes, address, aborted,
                request == null ? null : request.client());
    }

    @Override
    public void succeeded() {
        end();
        callback.succeeded();
    }

    @Override
    public void failed(Throwable why) {
        aborted = true;
        end();
        callback.failed(why);
    }

    private void end() {
        if (ended) return;
        ended = true;
        end.accept(this);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
