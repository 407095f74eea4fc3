package dev.cardea.http;

import dev.cardea.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One HTTP answer as a value. Answers are `no-store` unless they say otherwise.
///
/// @param headers in order; a name may occur more than once (`Set-Cookie`)
public record Response(int status, List<Header> headers, byte[] body) {
    public record Header(String name, String value) {}

    public static final String JSON = "application/json;charset=UTF-8";

    public Response {
        headers = List.copyOf(headers);
    }

    public static Response json(int status, Map<String, ?> object) {
        return of(status, JSON, Json.bytes(object));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Header("Content-Type", contentType)), body);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    /// 303, so that a browser never posts again what it posted here (RFC 9700 §4.12).
    public static Response redirect(URI target) {
        return empty(303).with("Location", target.toASCIIString());
    }

    /// A redirect within this server.
    public static Response redirect(String path) {
        return empty(303).with("Location", path);
    }

    Response with(List<Header> others) {
        if (others.isEmpty()) return this;
        var more = new ArrayList<>(headers);
        more.addAll(others);
        return new Response(status, more, body);
    }

    public Response with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Response(status, more, body);
    }

    public Response without(String name) {
        return new Response(status, headers.stream().filter(h -> !h.name().equalsIgnoreCase(name)).toList(), body);
    }

    public boolean has(String name) {
        return headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
    }
}
