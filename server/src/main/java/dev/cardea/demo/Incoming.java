package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An HTTP request as a value.
record Incoming(
        String method, String path, Map<String, List<String>> query, Map<String, List<String>> form, String cookies) {
    private static final int MAX_BODY = 16 << 10;

    static Incoming read(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY);
        return new Incoming(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                URLUtils.parseParameters(exchange.getRequestURI().getRawQuery()),
                URLUtils.parseParameters(new String(body, StandardCharsets.UTF_8)),
                String.join(";", exchange.getRequestHeaders().getOrDefault("Cookie", List.of())));
    }

    /// The parameter of a form; empty where it is not there or not there once.
    String field(String name) {
        return only(form.get(name));
    }

    String parameter(String name) {
        return only(query.get(name));
    }

    Optional<String> cookie(String name) {
        for (var pair : cookies.split(";", -1)) {
            if (pair.strip().startsWith(name + "=")) return Optional.of(pair.strip().substring(name.length() + 1));
        }
        return Optional.empty();
    }

    private static String only(@Nullable List<String> values) {
        return values == null || values.size() != 1 ? "" : values.getFirst();
    }
}
