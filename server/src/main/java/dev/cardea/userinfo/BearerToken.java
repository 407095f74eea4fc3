package dev.cardea.userinfo;

import dev.cardea.http.Request;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Where a request carries its access token: the Authorization header (RFC 6750 §2.1) or the form (§2.2), never the
/// query (§2.3 advises against it).
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where there are two, or the header is malformed
    public static Optional<String> of(Request request) {
        var header = request.header("Authorization");
        // RFC 6750 §2.2: a body of another type carries no token, whatever it is.
        var form = request.isPost() && request.hasForm()
                ? request.form().get("access_token")
                : Optional.<String>empty();
        if (header.isEmpty()) return form;
        if (form.isPresent()) throw invalidRequest("the access token was sent in more than one way (RFC 6750 §2)");
        var value = header.get();
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return Optional.empty();
        var token = value.substring(SCHEME.length());
        if (!isOneWord(token))
            throw invalidRequest("the Authorization header must be 'Bearer' and one token, one space between them");
        return Optional.of(token);
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7f) return false;
        }
        return !text.isEmpty();
    }
}
