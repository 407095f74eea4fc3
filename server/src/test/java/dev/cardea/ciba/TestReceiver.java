package dev.cardea.ciba;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cardea.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's notification endpoint, which answers as it is told.
final class TestReceiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    record Call(String method, String contentType, String authorization, String delivery, Map<String, Object> body) {}

    private final HttpServer server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Queue<Integer> replies = new ConcurrentLinkedQueue<>();

    TestReceiver() {
        this(0);
    }

    TestReceiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
    }

    /// Each status is answered once, in this order; afterwards it is 204.
    void reply(int... statuses) {
        for (int status : statuses) replies.add(status);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        @Nullable
        Integer status = replies.poll();
        try (exchange) {
            if (status != null && status == 307) headers(exchange, "Location", uri());
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
        calls.add(new Call(exchange.getRequestMethod(), headers.getFirst("Content-Type"),
                headers.getFirst("Authorization"), headers.getFirst("Cardea-Delivery"), Json.object(body)));
    }

    private static void headers(HttpExchange exchange, String name, String value) {
        exchange.getResponseHeaders().add(name, value);
    }

    /// The next request, once it is there.
    Call next() throws InterruptedException {
        var call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (call == null) throw new AssertionError("nobody called");
        return call;
    }

    int waiting() {
        return calls.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
