package dev.cardea.registration;

import dev.cardea.http.Request;
import dev.cardea.oauth.TokenHash;
import java.util.Optional;
import java.util.regex.Pattern;

/// The token in the Authorization header of a request (RFC 6750 §2.1).
record BearerToken(String text) {
    private static final Pattern HEADER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7E]{1,200})");

    /// Empty where there is none; a header of another kind carries a token that nobody knows.
    static Optional<BearerToken> of(Request request) {
        return request.header("Authorization").map(header -> {
            var matcher = HEADER.matcher(header);
            return new BearerToken(matcher.matches() ? matcher.group(1) : "");
        });
    }

    TokenHash hash() {
        return TokenHash.of(text);
    }

    @Override
    public String toString() {
        return "BearerToken";
    }
}
