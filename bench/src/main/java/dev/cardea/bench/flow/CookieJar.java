package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Cookies by name: as much of RFC 6265 as one server with one path needs.
final class CookieJar {
    private final Map<String, String> cookies = new LinkedHashMap<>();

    void store(Answer answer) {
        for (var cookie : answer.headers("Set-Cookie")) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (cookie.contains("Max-Age=0")) cookies.remove(pair[0]);
            else
                cookies.put(pair[0], pair[1]);
        }
    }

    void clear() {
        cookies.clear();
    }

    /// A header line, or nothing.
    String header() {
        if (cookies.isEmpty()) return "";
        return cookies.entrySet()
                .stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ", "Cookie: ", "\r\n"));
    }
}
