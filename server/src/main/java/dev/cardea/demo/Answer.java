package dev.cardea.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An HTTP response as a value.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer page(int status, String html) {
        return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-store"),
                html.getBytes(StandardCharsets.UTF_8));
    }

    static Answer file(String contentType, byte[] content) {
        return new Answer(200, Map.of("Content-Type", contentType, "Cache-Control", "max-age=300"), content);
    }

    /// 303: the browser follows with GET, whatever it came with, and a reload repeats nothing.
    static Answer redirect(URI target) {
        return new Answer(303, Map.of("Location", target.toString(), "Cache-Control", "no-store"), new byte[0]);
    }

    Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
