package dev.cardea.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads a request's body whole, within a size and a time. The time counts for the body, not for each byte, so
/// that a body in drips ends too.
final class Body {
    private static final byte[] NONE = {};
    private final int limit;
    private final long nanos;

    Body(int limit, Duration time) {
        this.limit = limit;
        this.nanos = time.toNanos();
    }

    byte[] read(Request request) {
        if (request.getLength() > limit) throw Refusal.of(413);
        var read = new ByteArrayOutputStream(0);
        long deadline = System.nanoTime() + nanos;
        while (true) {
            var chunk = request.read();
            if (chunk == null) {
                await(request, deadline);
                continue;
            }
            if (Content.Chunk.isFailure(chunk))
                throw Refusal.of(chunk.getFailure() instanceof TimeoutException ? 408 : 400);
            try {
                if (read.size() + chunk.remaining() > limit) throw Refusal.of(413);
                if (chunk.isLast() && read.size() == 0) return bytes(chunk);
                read.writeBytes(bytes(chunk));
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) return read.toByteArray();
        }
    }

    private static byte[] bytes(Content.Chunk chunk) {
        if (!chunk.hasRemaining()) return NONE;
        var bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        return bytes;
    }

    private static void await(Request request, long deadline) {
        var arrived = new CountDownLatch(1);
        request.demand(arrived::countDown);
        try {
            if (arrived.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.of(408);
    }
}
