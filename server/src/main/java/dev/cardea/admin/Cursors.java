package dev.cardea.admin;

import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Where the next page begins, signed: it is good for the list and the filter that it was made for, and for no other.
final class Cursors {
    private static final String SEPARATOR = ".";
    private final KeyedHash hash;

    Cursors(KeyedHash hash) {
        this.hash = hash;
    }

    /// What the store finds.
    @FunctionalInterface
    interface Fetch<T> {
        /// @param after the key of the last one of the page before; empty for the first page
        List<T> page(String after, int limit);
    }

    /// The page of a list that the request asks for. Where there is more, it says how to go on.
    ///
    /// @param key of one that is found
    /// @param list what is listed, with its filter
    <T> Response page(Request request, Fetch<T> fetch, Function<T, Map<String, ?>> shown, Function<T, String> key,
            @Nullable String... list) {
        int limit = Answer.limit(request);
        var found = fetch.page(asked(request, list), limit + 1);
        var items = found.subList(0, Math.min(limit, found.size()));
        var page = new LinkedHashMap<String, Object>();
        page.put("items", items.stream().map(shown).toList());
        if (found.size() > limit) page.put("next", after(key.apply(items.getLast()), list));
        return Response.json(200, page);
    }

    /// Where the page begins that the request asks for; empty for the first.
    String asked(Request request, @Nullable String... list) {
        return request.query().get("after").map(cursor -> key(cursor, list)).orElse("");
    }

    /// @param key of the last one on this page
    /// @param list what is listed, with its filter
    String after(String key, @Nullable String... list) {
        return Base64Url.encode(utf8(key)) + SEPARATOR + Base64Url.encode(hash.of(parts(key, list)));
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` for one of another list, or none of ours
    private String key(String cursor, @Nullable String... list) {
        int dot = cursor.indexOf(SEPARATOR);
        return Optional.of(cursor)
                .filter(_ -> dot > 0)
                .flatMap(text -> Base64Url.decode(text.substring(0, dot)))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(key -> Base64Url.decode(cursor.substring(dot + 1))
                        .filter(mac -> hash.matches(mac, parts(key, list)))
                        .isPresent())
                .orElseThrow(() -> invalidRequest(
                        "after is not the next of a page of this list with this filter; begin without it"));
    }

    private static byte[][] parts(String key, @Nullable String... list) {
        return Stream.concat(Stream.of(key), Stream.of(list).map(part -> part == null ? "-" : "=" + part))
                .map(Cursors::utf8)
                .toArray(byte[][]::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
