package dev.cardea.authorize;

import dev.cardea.http.Form;
import dev.cardea.http.Response;
import java.util.Locale;
import java.util.Map;

/// `query` (OAuth 2.0 Multiple Response Type Encoding Practices §2.1): the default for codes.
public final class QueryMode implements ResponseMode {
    @Override
    public String name() {
        return "query";
    }

    @Override
    public Response deliver(String redirectUri, Map<String, String> parameters, Locale locale) {
        // A registered query stays as it is (RFC 6749 §3.1.2).
        var separator = redirectUri.indexOf('?') < 0 ? "?" : redirectUri.endsWith("?") ? "" : "&";
        return Response.redirect(redirectUri + separator + Form.of(parameters).encoded());
    }
}
