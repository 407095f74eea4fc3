package dev.cardea.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Writes a [Response] out, with the headers that every answer carries unless it brings its own. They are encoded
/// once, not per request.
final class Answers {
    private static final String HTML = "text/html";
    private static final Map<String, HttpField> CONTENT_TYPES = Map.of(Response.JSON,
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Response.JSON), "text/html;charset=UTF-8",
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html;charset=UTF-8"));
    private static final HttpField LOCKED_DOWN = new PreEncodedHttpField("Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'");
    private final HttpField[] everywhere;

    Answers(boolean https) {
        // No Cross-Origin-Opener-Policy: it would cut a client's popup off from the page that opened it to sign in.
        var usual = List.of(new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
                new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
                new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
                new PreEncodedHttpField("X-Frame-Options", "DENY"),
                new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000; includeSubDomains"));
        everywhere = usual.subList(0, https ? 5 : 4).toArray(HttpField[]::new);
    }

    void write(
            Response answer,
            List<Response.Header> more,
            String requestId,
            boolean head,
            org.eclipse.jetty.server.Response out,
            Callback done) {
        out.setStatus(answer.status());
        var headers = out.getHeaders();
        for (var field : everywhere)
            if (!answer.has(field.getName())) headers.add(field);
        var html = false;
        for (var header : answer.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) html = header.value().startsWith(HTML);
            // Without a value it only keeps the usual one out.
            if (!header.value().isEmpty()) headers.add(field(header));
        }
        if (!html && !answer.has("Content-Security-Policy")) headers.add(LOCKED_DOWN);
        for (var header : more) headers.add(new HttpField(header.name(), header.value()));
        headers.add(new HttpField("X-Request-Id", requestId));
        var body = answer.body();
        // RFC 9110 §8.6: 204 and 304 have no length; HEAD has that of GET.
        if (answer.status() != 204 && answer.status() != 304) headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        out.write(true, head || body.length == 0 ? null : ByteBuffer.wrap(body), done);
    }

    private static HttpField field(Response.Header header) {
        if (header.name().equals("Content-Type")) {
            @Nullable
            HttpField known = CONTENT_TYPES.get(header.value());
            if (known != null) return known;
        }
        return new HttpField(header.name(), header.value());
    }
}
