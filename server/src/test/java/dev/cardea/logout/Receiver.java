package dev.cardea.logout;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cardea.http.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A client's server at which logout tokens arrive, and which answers as it is told.
final class Receiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    /// How it answers one request.
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    /// One request as it came in.
    record Call(String method, String contentType, String delivery, Form form) {
        SignedJWT token() {
            try {
                return SignedJWT.parse(form.require("logout_token"));
            } catch (ParseException e) {
                throw new AssertionError(e);
            }
        }

        Map<String, Object> claims() {
            return token().getPayload().toJSONObject();
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final CountDownLatch released = new CountDownLatch(1);

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// Each is given once, in this order; what comes after them is answered 200.
    void reply(Reply... next) {
        synchronized (replies) {
            replies.clear();
            replies.addAll(List.of(next));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        calls.add(new Call(exchange.getRequestMethod(), headers.getFirst("Content-Type"),
                headers.getFirst("Cardea-Delivery"), Form.parse(body)));
        Reply reply;
        synchronized (replies) {
            reply = replies.isEmpty() ? status(200) : replies.remove();
        }
        try (exchange) {
            reply.to(exchange);
        }
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

    static Reply status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Reply status(int status, String body) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Reply redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(307, -1);
        };
    }

    /// Says nothing until the test is over.
    Reply silence() {
        return _ -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }
}
