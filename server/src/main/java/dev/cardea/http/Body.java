package dev.cardea.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads a request's body whole, within a size and a time. The time counts for the body, not for each byte, so
/// that a body in drips ends too.
final class Body {
    private static final byte[] NONE = {};
    /// A peer that is still writing when its connection closes may lose the answer (RFC 9112 §9.6), so what is too large
    /// by this much at most is read to its end and dropped.
    private static final int DROPPED = 1 << 20;
    private final int limit;
    private final long nanos;

    Body(int limit, Duration time) {
        this.limit = limit;
        this.nanos = time.toNanos();
    }

    byte[] read(Request request) {
        if (request.getLength() > limit && (request.getLength() > DROPPED || waits(request))) throw Refusal.of(413);
        var read = new ByteArrayOutputStream(0);
        long length = 0;
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
                length += chunk.remaining();
                if (length > limit && (chunk.isLast() || length > DROPPED)) throw Refusal.of(413);
                if (chunk.isLast() && read.size() == 0) return bytes(chunk);
                if (length <= limit) read.writeBytes(bytes(chunk));
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) return read.toByteArray();
        }
    }

    /// Whether the body comes only when it is asked for (RFC 9110 §10.1.1).
    private static boolean waits(Request request) {
        return request.getHeaders().contains(HttpHeader.EXPECT);
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
