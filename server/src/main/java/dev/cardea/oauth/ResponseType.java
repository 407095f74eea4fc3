package dev.cardea.oauth;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the authorization endpoint answers with (RFC 6749 §3.1.1, OAuth 2.0 Multiple Response Type Encoding Practices
/// §3 and §5). A set of words, whose order says nothing.
public enum ResponseType {
    code("code"), //
    token("token"), //
    id_token("id_token"), //
    id_token_token("id_token token"), //
    code_token("code token"), //
    code_id_token("code id_token"), //
    code_id_token_token("code id_token token");

    private static final Map<Set<String>, ResponseType> BY_WORDS = new HashMap<>();

    static {
        for (var type : values()) BY_WORDS.put(type.words, type);
    }

    private final String value;
    private final Set<String> words;

    ResponseType(String value) {
        this.value = value;
        words = Set.of(value.split(" "));
    }

    public static Optional<ResponseType> parse(String text) {
        if (text.equals(code.value)) return Optional.of(code);
        var words = List.of(text.split(" ", -1));
        var asked = Set.copyOf(words);
        return asked.size() == words.size() ? Optional.ofNullable(BY_WORDS.get(asked)) : Optional.empty();
    }

    public static List<String> values(Collection<ResponseType> types) {
        return types.stream().map(ResponseType::value).toList();
    }

    /// As registered and published: `code id_token`.
    public String value() {
        return value;
    }

    public boolean withCode() {
        return words.contains("code");
    }

    public boolean withAccessToken() {
        return words.contains("token");
    }

    public boolean withIdToken() {
        return words.contains("id_token");
    }

    /// Whether the answer holds a token, which must not get into server logs as part of a query.
    public boolean isImplicitOrHybrid() {
        return withAccessToken() || withIdToken();
    }
}
