package dev.cardea.admin;

import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

    /// @param key of the last one on this page
    /// @param list what is listed, with its filter
    String after(String key, @Nullable String... list) {
        return Base64Url.encode(utf8(key)) + SEPARATOR + Base64Url.encode(hash.of(parts(key, list)));
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` for one of another list, or none of ours
    String key(String cursor, @Nullable String... list) {
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
