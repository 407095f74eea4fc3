package dev.cardea.html;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Serves every page and every mail with sample data, to look at while working on them: `/{page}?{language}`, a list at `/`.
final class PagePreview {
    private static final int PORT = 8099;
    private final Assets assets = new Assets();
    private final Pages pages = new Pages(assets);

    private PagePreview() {}

    static void main(String[] args) throws IOException {
        int port = args.length == 0 ? PORT : Integer.parseInt(args[0]);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var preview = new PagePreview();
        server.createContext("/", preview::serve);
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void serve(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var response = answer(uri.getPath().substring(1), Optional.ofNullable(uri.getQuery()).orElse("en"));
        for (var header : response.headers()) exchange.getResponseHeaders().add(header.name(), header.value());
        exchange.sendResponseHeaders(response.status(), response.body().length);
        try (var body = exchange.getResponseBody()) {
            body.write(response.body());
        }
    }

    private Response answer(String path, String language) {
        if (path.startsWith("assets/")) return assets.handle(request(path.substring("assets/".length())));
        var samples = SamplePages.of(pages);
        if (samples.containsKey(path)) return samples.get(path).apply(Locale.of(language));
        var letters = SampleLetters.all();
        if (letters.containsKey(path)) {
            var html = letters.get(path).apply(Locale.of(language)).html();
            return Response.of(200, "text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
        }
        var list = new StringBuilder("<!doctype html><title>Pages</title><ul>");
        for (var name : Stream.concat(samples.keySet().stream(), letters.keySet().stream()).toList()) {
            list.append("<li>").append(name);
            for (var l : Locales.SPOKEN) list.append(" <a href='/%s?%s'>%s</a>".formatted(name, l, l));
        }
        return Response.of(200, "text/html;charset=UTF-8", list.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Request request(String name) {
        return new Request("GET", "/assets/" + name, "", Map.of(), new byte[0], new Request.Peer("127.0.0.1", false),
                "preview", Map.of("name", name));
    }
}
