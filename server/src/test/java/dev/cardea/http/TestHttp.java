package dev.cardea.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;

/// A server on a free port with one route of each kind, and two ways to talk to it: Java's client, and a bare socket
/// for what no client would send.
final class TestHttp implements AutoCloseable {
    final HttpServer server;
    final int port;
    final HttpClient client = HttpClient.newHttpClient();

    TestHttp() {
        this(HttpSettings.plain("127.0.0.1", 0), routes());
    }

    TestHttp(HttpSettings settings, Router router) {
        this(settings, router, Traffic.UNSEEN);
    }

    TestHttp(HttpSettings settings, Router router, Traffic traffic) {
        var site = new Site(true, "https://app.example"::equals, TestHttp::page, traffic, (_, _, _, _) -> {});
        server = new HttpServer(settings, router, site, new SecureRandom()).start();
        port = server.port();
    }

    static Router routes() {
        return new Router()
                .get("/hello", _ -> Response.text(200, "hello"))
                .get("/", _ -> Response.text(200, "root"))
                .post("/echo", request -> Response.text(200, request.form().single().toString()))
                .add(Set.of("GET", "POST"), "/both", Router.Cors.CLIENTS, request -> Response.text(200,
                        request.parameters().single().toString()))
                .add(Set.of("GET"), "/keys", Router.Cors.PUBLIC, _ -> Response.text(200, "keys"))
                .get("/item/new", _ -> Response.text(200, "new"))
                .get("/item/{id}", request -> Response.text(200, "item " + request.pathParameter("id")))
                .get("/item/{id}/part/{part}", request -> Response.text(200,
                        request.pathParameter("id") + " part " + request.pathParameter("part")))
                .get("/fault", _ -> {
                    throw new IllegalStateException("secret internals");
                })
                .get("/peer", request -> Response.text(200, request.peer().toString()))
                .get("/cookie", request -> Response.text(200, request.cookie("a").orElse("none")));
    }

    private static Response page(Request request, int status, String errorId) {
        return Response.of(status, "text/html;charset=UTF-8",
                ("<p>failed " + status + " " + errorId + "</p>").getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /// Writes the bytes of the text and reads until the server closes the connection. `|` stands for CR LF.
    String raw(String text) {
        return exactly(text.replace("|", "\r\n"));
    }

    String exactly(String... parts) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            for (var part : parts) socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
