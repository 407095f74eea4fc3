package dev.cardea.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The files that the pages refer to. The stylesheet is the one of the server's pages, so both look alike.
final class Files {
    private Files() {}

    static Map<String, Answer> all() {
        return Map.of(
                "/demo.css", file("text/css; charset=utf-8", "/demo/demo.css"),
                "/demo.js", file("text/javascript; charset=utf-8", "/demo/demo.js"),
                "/icon.svg", file("image/svg+xml", "/demo/icon.svg"));
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
