package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import net.minidev.json.JSONValue;
import org.jspecify.annotations.Nullable;

/// JSON laid out for reading: a member a line.
final class PrettyJson {
    private static final String STEP = "  ";

    private PrettyJson() {}

    static String of(HTTPResponse response) {
        var body = response.getBody();
        if (body == null || body.isBlank()) return "(no body)";
        try {
            return of(response.getBodyAsJSONObject());
        } catch (ParseException _) {
            return body;
        }
    }

    static String of(@Nullable Object value) {
        return of(value, "");
    }

    private static String of(@Nullable Object value, String indent) {
        var inner = indent + STEP;
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> map.entrySet()
                    .stream()
                    .map(e -> inner + JSONValue.toJSONString(String.valueOf(e.getKey())) + ": "
                            + of(e.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case Collection<?> list when list.stream().anyMatch(Map.class::isInstance) -> list.stream()
                    .map(e -> inner + of(e, inner))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            case Collection<?> list -> list.stream().map(e -> of(e, inner)).collect(Collectors.joining(", ", "[", "]"));
            case null -> "null";
            default -> plain(value);
        };
    }

    private static String plain(Object value) {
        // The library writes / as \/, which is allowed and hard to read.
        return JSONValue.toJSONString(value).replace("\\/", "/");
    }
}
