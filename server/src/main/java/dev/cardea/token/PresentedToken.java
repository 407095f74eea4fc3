package dev.cardea.token;

import dev.cardea.http.Request;
import java.util.List;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// The access token that a request carries: in the Authorization header (RFC 6750 §2.1, RFC 9449 §7.1) or the form
/// (RFC 6750 §2.2), never in the query (§2.3 advises against it).
///
/// @param text of the token
/// @param withKey whether it was sent as one that is bound to a key: by the scheme `DPoP`
record PresentedToken(String text, boolean withKey) {
    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where there are two, or the header is malformed
    static Optional<PresentedToken> of(Request request) {
        var header = request.header("Authorization");
        // RFC 6750 §2.2: a body of another type carries no token, whatever it is.
        var form = request.isPost() && request.hasForm()
                ? request.form().get("access_token").map(token -> new PresentedToken(token, false))
                : Optional.<PresentedToken>empty();
        if (header.isEmpty()) return form;
        if (form.isPresent()) throw invalidRequest("the access token was sent in more than one way (RFC 6750 §2)");
        var value = header.get();
        for (var scheme : List.of("Bearer", "DPoP")) {
            if (!value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)) continue;
            var token = value.substring(scheme.length() + 1);
            if (!isOneWord(token))
                throw invalidRequest(
                        "the Authorization header must be '" + scheme + "' and one token, one space between them");
            return Optional.of(new PresentedToken(token, scheme.equals("DPoP")));
        }
        return Optional.empty();
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c >= 0x7f) return false;
        }
        return !text.isEmpty();
    }
}
