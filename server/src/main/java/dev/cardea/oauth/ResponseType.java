package dev.cardea.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the authorization endpoint answers with (RFC 6749 §3.1.1, OAuth 2.0 Multiple Response Type Encoding Practices
/// §3 and §5). A set of words, whose order says nothing.
public enum ResponseType {
    code(true, false, false), token(false, true, false), id_token(false, false, true), id_token_token(false, true,
            true), code_token(true, true,
                    false), code_id_token(true, false, true), code_id_token_token(true, true, true);

    private final boolean withCode;
    private final boolean withAccessToken;
    private final boolean withIdToken;

    ResponseType(boolean withCode, boolean withAccessToken, boolean withIdToken) {
        this.withCode = withCode;
        this.withAccessToken = withAccessToken;
        this.withIdToken = withIdToken;
    }

    public static Optional<ResponseType> parse(String text) {
        var words = List.of(text.split(" ", -1));
        var asked = Set.copyOf(words);
        return Arrays.stream(values())
                .filter(type -> asked.size() == words.size() && type.words().equals(asked))
                .findFirst();
    }

    public static List<String> values(Collection<ResponseType> types) {
        return types.stream().map(ResponseType::value).toList();
    }

    private Set<String> words() {
        return Set.of(value().split(" "));
    }

    /// As registered and published: `code id_token`.
    public String value() {
        return String.join(" ", Stream.of(
                withCode ? "code" : "", withIdToken ? "id_token" : "", withAccessToken ? "token" : "")
                .filter(word -> !word.isEmpty())
                .toList());
    }

    public boolean withCode() {
        return withCode;
    }

    public boolean withAccessToken() {
        return withAccessToken;
    }

    public boolean withIdToken() {
        return withIdToken;
    }

    /// Whether the answer holds a token, which must not get into server logs as part of a query.
    public boolean isImplicitOrHybrid() {
        return withAccessToken || withIdToken;
    }
}
