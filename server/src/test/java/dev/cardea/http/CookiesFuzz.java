package dev.cardea.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// RFC 6265 §5.4: the headers of a browser, a line each. A name that comes twice is nobody's.
public final class CookiesFuzz {
    private CookiesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var headers = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
        var named = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.substring(0, pair.indexOf('=')).strip())
                .toList();
        for (var name : Cookies.parse(headers).keySet())
            if (named.indexOf(name) != named.lastIndexOf(name)) throw new AssertionError("twice: " + name);
    }
}
