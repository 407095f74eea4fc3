package dev.cardea.authorize;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// `application/x-www-form-urlencoded` (RFC 6749 appendix B).
final class FormEncoding {
    private FormEncoding() {}

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet()
                .stream()
                .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
