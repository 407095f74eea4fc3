package dev.cardea.refusal;

import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.oauth.ClientId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Who a request says it comes from. Nothing of that is proven, and it is good for nothing but to find the refusals
/// that a developer asks about.
final class Claimed {
    private static final String BASIC = "Basic ";

    private Claimed() {}

    static Optional<ClientId> client(Request request, Form asked) {
        return Optional.ofNullable(request.client())
                .or(() -> asked.all("client_id").stream().findFirst())
                .or(() -> byHeader(request))
                .or(() -> asked.all("client_assertion").stream().findFirst().flatMap(Claimed::byAssertion))
                .filter(id -> !id.isEmpty())
                .map(ClientId::new)
                .filter(ClientId::isWellFormed);
    }

    /// RFC 6749 §2.3.1. What stands behind the colon is not even looked at.
    private static Optional<String> byHeader(Request request) {
        var header = request.headers("Authorization").stream().findFirst().orElse("");
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) return Optional.empty();
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> byAssertion(String text) {
        return ForeignJwt.parse(text)
                .flatMap(jwt -> jwt.claims().get("sub") instanceof String subject
                        ? Optional.of(subject)
                        : Optional.empty());
    }
}
