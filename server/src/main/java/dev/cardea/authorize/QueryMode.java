package dev.cardea.authorize;

import dev.cardea.http.Form;
import dev.cardea.http.Response;

/// `query` (OAuth 2.0 Multiple Response Type Encoding Practices §2.1): the default for codes.
public final class QueryMode implements ResponseMode {
    @Override
    public String name() {
        return "query";
    }

    @Override
    public Response deliver(Delivery delivery) {
        var redirectUri = delivery.redirectUri();
        // A registered query stays as it is (RFC 6749 §3.1.2).
        var separator = redirectUri.indexOf('?') < 0 ? "?" : redirectUri.endsWith("?") ? "" : "&";
        return Response.redirect(redirectUri + separator + Form.of(delivery.parameters()).encoded());
    }

    @Override
    public boolean isInQuery() {
        return true;
    }
}
