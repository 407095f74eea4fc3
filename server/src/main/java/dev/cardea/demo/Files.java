package dev.cardea.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The files that the pages load. Style sheet and icon are those of the server's pages, so that both look alike.
final class Files {
    private static final String CSS = "text/css; charset=utf-8";

    private Files() {}

    static Map<String, Answer> all() {
        return Map.of(
                "/assets/cardea.css", file(CSS, "/assets/cardea.css"),
                "/assets/cardea.svg", file("image/svg+xml", "/assets/cardea.svg"),
                "/assets/demo.css", file(CSS, "/demo/demo.css"),
                "/assets/demo.js", file("text/javascript; charset=utf-8", "/demo/demo.js"));
    }

    private static Answer file(String contentType, String resource) {
        try (var in = Files.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("not on the class path: " + resource);
            return Answer.file(contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
