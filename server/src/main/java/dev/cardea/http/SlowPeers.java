package dev.cardea.http;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Closes connections on which a request has begun to arrive but does not end to. Jetty's idle timeout starts anew
/// with every byte, so a head (or a TLS handshake) sent in drips would never meet it. Looked at from outside, once
/// in a while, so that requests pay nothing.
final class SlowPeers implements Runnable {
    private final ServerConnector connector;
    private final HttpSettings.Limits limits;
    private final Map<EndPoint, Mark> marks = new HashMap<>();

    /// When a connection was last seen between two requests, and how far it had come then.
    private record Mark(long since, long bytes, long heads) {}

    SlowPeers(ServerConnector connector, HttpSettings.Limits limits) {
        this.connector = connector;
        this.limits = limits;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        var open = connector.getConnectedEndPoints();
        marks.keySet().retainAll(open);
        for (var endPoint : open) look(endPoint, now);
    }

    private void look(EndPoint endPoint, long now) {
        var outer = endPoint.getConnection();
        if (outer == null) return;
        var inner = outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
        if (inner == null) inner = outer;
        if (serving(inner)) {
            marks.remove(endPoint);
            return;
        }
        long bytes = outer.getBytesIn();
        long heads = inner.getMessagesIn();
        var mark = marks.get(endPoint);
        if (mark == null || mark.heads() != heads || (mark.bytes() == bytes && between(inner, bytes, heads)))
            marks.put(endPoint, new Mark(now, bytes, heads));
        else if (now - mark.since() > patience(inner)) {
            marks.remove(endPoint);
            endPoint.close();
        }
    }

    private static boolean serving(Connection connection) {
        return switch (connection) {
            case HttpConnection http1 -> !http1.getParser().inHeaderState();
            case HTTP2Connection http2 -> !http2.getSession().getStreams().isEmpty();
            default -> false;
        };
    }

    /// Whether nothing of a next request is here yet: how long that may last, the idle timeout decides.
    private static boolean between(Connection connection, long bytes, long heads) {
        return connection instanceof HttpConnection http1 ? http1.getParser().isStart() : heads > 0 || bytes == 0;
    }

    /// HTTP/2 has bytes outside of requests, such as PING: they prolong a connection, but not for ever.
    private long patience(Connection connection) {
        return connection instanceof HTTP2Connection http2 && http2.getMessagesIn() > 0
                ? limits.idle().toNanos()
                : limits.head().toNanos();
    }
}
