package dev.cardea.client;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidClient;

/// `client_secret_basic` (RFC 6749 §2.3.1): id and secret, each form-encoded, in the Authorization header.
public final class ClientSecretBasic implements ClientAuthMethod {
    private static final String SCHEME = "Basic ";

    @Override
    public String name() {
        return "client_secret_basic";
    }

    @Override
    public Optional<Credential> detect(Request request) {
        var header = request.header("Authorization");
        if (header.isEmpty()) return Optional.empty();
        if (!header.get().regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            throw invalidClient("the Authorization header of this endpoint must use the Basic scheme");
        try {
            var pair = new String(
                    Base64.getDecoder().decode(header.get().substring(SCHEME.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 1) throw malformed();
            return Optional.of(new ClientSecret(
                    new ClientId(decode(pair.substring(0, colon))), decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static RuntimeException malformed() {
        return invalidClient(
                "the Authorization header must be Basic base64(client_id:client_secret), both form-encoded");
    }
}
