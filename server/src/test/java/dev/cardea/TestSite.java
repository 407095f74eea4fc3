package dev.cardea;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A web site of somebody else, on a free port of this machine: documents by their path, and how often it was asked.
public final class TestSite implements AutoCloseable {
    /// What lets a server under test ask this machine.
    public static final String REACHABLE = "outbound: { private_addresses: allow }\n";

    private final HttpServer server;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    public final AtomicInteger asked = new AtomicInteger();

    public TestSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            var document = documents.get(exchange.getRequestURI().getPath());
            var body = (document == null ? "" : document).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(document == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /// @return where it is published
    public String publish(String path, String document) {
        documents.put(path, document);
        return address(path);
    }

    public void remove(String path) {
        documents.remove(path);
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
