package dev.cardea.outbound;

import dev.cardea.outbound.Destinations.Destination;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes requests to others: only to addresses that [Destinations] lets pass, each on a connection of its own, within a
/// time and a size, without following redirects. Blocks; meant for virtual threads.
public final class Outbound {
    /// Bounds on every request.
    ///
    /// @param allow hosts and address ranges that may be reached even where they are private, by plain http too
    /// @param trust PEM file with certificate authorities beside those that Java knows
    /// @param timeout for everything from the connection to the last byte
    /// @param maxBytes of an answer
    public record Bounds(
            boolean allowPrivateAddresses, List<String> allow, @Nullable Path trust, Duration timeout, int maxBytes) {
        public Bounds {
            allow = List.copyOf(allow);
        }
    }

    /// An answer with any status but a redirect.
    ///
    /// @param contentType empty where it has none
    public record Fetched(int status, String contentType, String body) {}

    private final Bounds bounds;
    private final Destinations destinations;
    private final SSLSocketFactory tls;
    /// Closes the sockets of those who are late: a peer that sends a byte now and then would never be.
    private final ScheduledThreadPoolExecutor watch;

    public Outbound(Bounds bounds) {
        this.bounds = bounds;
        this.destinations = new Destinations(bounds.allowPrivateAddresses(), bounds.allow());
        this.tls = Trust.with(bounds.trust());
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("outbound-watch").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    /// @param accept the media types asked for
    public Fetched get(URI uri, String accept) throws OutboundException {
        return exchange("GET", uri, Map.of("Accept", accept), new byte[0]);
    }

    public Fetched post(URI uri, String contentType, String body, Map<String, String> headers)
            throws OutboundException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", contentType);
        all.put("Content-Length", String.valueOf(bytes.length));
        return exchange("POST", uri, all, bytes);
    }

    private Fetched exchange(String method, URI uri, Map<String, String> headers, byte[] body)
            throws OutboundException {
        var destination = destinations.of(uri);
        var late = new AtomicBoolean();
        try (var socket = new Socket()) {
            var alarm = watch.schedule(() -> {
                late.set(true);
                close(socket);
            }, bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(socket, destination, request(method, uri, headers, body));
            } finally {
                alarm.cancel(false);
            }
        } catch (IOException e) {
            // What the network said may tell more about it than whoever named the address should know.
            throw new OutboundException(late.get() ? "no answer in time" : "the connection failed", e);
        }
    }

    private Fetched exchange(Socket socket, Destination destination, byte[] request)
            throws IOException, OutboundException {
        // Only the first: whoever publishes several addresses does so for clients with more time.
        socket.connect(new InetSocketAddress(destination.addresses().getFirst(), destination.port()),
                Math.toIntExact(bounds.timeout().toMillis()));
        var connection = destination.tls() ? secured(socket, destination) : socket;
        connection.getOutputStream().write(request);
        connection.getOutputStream().flush();
        return new AnswerReader(new BufferedInputStream(connection.getInputStream()), bounds.maxBytes()).read();
    }

    private Socket secured(Socket socket, Destination destination) throws IOException {
        var secured = (SSLSocket) tls.createSocket(socket, destination.host(), destination.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9110 §4.3.4
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(String method, URI uri, Map<String, String> headers, byte[] body) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        var all = new LinkedHashMap<String, String>();
        all.put("Host", uri.getRawAuthority());
        all.put("User-Agent", "Cardea");
        all.put("Connection", "close");
        all.putAll(headers);
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(name).append(": ").append(oneLine(value)).append("\r\n"));
        head.append("\r\n");
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String oneLine(String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0)
            throw new IllegalArgumentException("a header must be one line");
        return value;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no more use either way.
        }
    }
}
