package dev.cardea.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Parameters of a query or of an `application/x-www-form-urlencoded` body, decoded once.
/// A parameter without a value counts as absent, and no parameter may be repeated (RFC 6749 §3.1, §3.2).
public final class Form {
    public static final Form EMPTY = new Form(Map.of());
    private static final int MAX_PARAMETERS = 200;
    private final Map<String, List<String>> parameters;

    private Form(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where an escape is malformed or there are too many
    public static Form parse(String encoded) {
        if (encoded.isEmpty()) return EMPTY;
        var parameters = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (int from = 0; from <= encoded.length();) {
            int to = encoded.indexOf('&', from);
            if (to < 0) to = encoded.length();
            if (to > from) {
                if (++count > MAX_PARAMETERS) throw invalidRequest("more than " + MAX_PARAMETERS + " parameters");
                int equals = encoded.indexOf('=', from);
                if (equals < 0 || equals > to) equals = to;
                var name = decode(encoded.substring(from, equals));
                var value = equals == to ? "" : decode(encoded.substring(equals + 1, to));
                parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
            from = to + 1;
        }
        return new Form(parameters);
    }

    /// A form of values made here, for instance of a request object's members.
    public static Form of(Map<String, String> values) {
        var parameters = new LinkedHashMap<String, List<String>>();
        values.forEach((name, value) -> parameters.put(name, List.of(value)));
        return new Form(parameters);
    }

    /// The same, for parameters that may be repeated and that somebody wrote as JSON.
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where there is half of a character, which JSON can name
    ///     and no form can hold: it would be written as a question mark
    public static Form ofAll(Map<String, List<String>> values) {
        var parameters = new LinkedHashMap<String, List<String>>();
        var utf8 = StandardCharsets.UTF_8.newEncoder();
        values.forEach((name, several) -> {
            if (!utf8.canEncode(name) || !several.stream().allMatch(utf8::canEncode))
                throw invalidRequest("a parameter contains half of a surrogate pair");
            parameters.put(name, List.copyOf(several));
        });
        return new Form(parameters);
    }

    /// These parameters, with this one instead of whatever there was under its name.
    public Form with(String name, String value) {
        var others = new LinkedHashMap<>(parameters);
        others.put(name, List.of(value));
        return new Form(others);
    }

    /// The same, for a parameter that may be repeated.
    public Form with(String name, List<String> values) {
        var others = new LinkedHashMap<>(parameters);
        others.put(name, List.copyOf(values));
        return new Form(others);
    }

    public Form without(Set<String> names) {
        var others = new LinkedHashMap<>(parameters);
        others.keySet().removeAll(names);
        return new Form(others);
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) return checked(text);
        try {
            return checked(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw invalidRequest("a parameter contains a malformed %-escape");
        }
    }

    /// The decoder puts U+FFFD where the bytes are not UTF-8; two different values could come out the same. NUL ends
    /// text in other systems.
    private static String checked(String text) {
        if (text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0)
            throw invalidRequest("a parameter contains malformed UTF-8 or a NUL character");
        return text;
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where the parameter is repeated
    public Optional<String> get(String name) {
        var values = parameters.get(name);
        if (values == null) return Optional.empty();
        if (values.size() > 1) throw invalidRequest("parameter '" + name + "' is repeated");
        return values.getFirst().isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where the parameter is missing, empty or repeated
    public String require(String name) {
        return get(name).orElseThrow(() -> invalidRequest("parameter '" + name + "' is missing"));
    }

    /// Every value of a parameter that may be repeated, such as `resource` (RFC 8707).
    public List<String> all(String name) {
        return List.copyOf(parameters.getOrDefault(name, List.of()));
    }

    public Set<String> names() {
        return parameters.keySet();
    }

    /// The same parameters as a query or body again (RFC 6749 appendix B), repeated ones included.
    public String encoded() {
        return parameters.entrySet()
                .stream()
                .flatMap(p -> p.getValue().stream().map(value -> encode(p.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// All parameters, each required to occur once; empty ones left out.
    public Map<String, String> single() {
        var values = new LinkedHashMap<String, String>();
        for (var name : parameters.keySet()) get(name).ifPresent(value -> values.put(name, value));
        return values;
    }
}
