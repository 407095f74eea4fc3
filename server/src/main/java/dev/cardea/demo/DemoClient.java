package dev.cardea.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The running application: its HTTP server, and the headers that every answer carries.
public final class DemoClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DemoClient.class.getName());

    private final Addresses addresses;
    private final String contentSecurityPolicy;
    private final HttpServer http;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// @throws IOException where the port of the registered address cannot be listened on
    public DemoClient(Registration registration, Mailbox mailbox, InstantSource clock) throws IOException {
        addresses = new Addresses(registration, mailbox, clock);
        contentSecurityPolicy = contentSecurityPolicy(URI.create(registration.issuer()));
        http = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), registration.home().getPort()), 0);
        http.createContext("/", this::serve);
        http.setExecutor(executor);
    }

    public void start() {
        http.start();
    }

    @Override
    public void close() {
        http.stop(0);
        executor.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, addresses.answer(Incoming.read(exchange)));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request failed", e);
            throw e;
        }
    }

    private void write(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", contentSecurityPolicy);
        answer.headers().forEach(headers::set);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        var body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// The forms that sign in and out are answered with redirects to the provider, which browsers count among the
    /// form's targets.
    private static String contentSecurityPolicy(URI issuer) {
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + issuer.getScheme() + "://"
                + issuer.getAuthority();
    }
}
