package dev.cardea.authorize;

import dev.cardea.http.Form;
import dev.cardea.http.Response;

/// `fragment` (OAuth 2.0 Multiple Response Type Encoding Practices §2.1): stays in the browser.
public final class FragmentMode implements ResponseMode {
    @Override
    public String name() {
        return "fragment";
    }

    @Override
    public Response deliver(Delivery delivery) {
        return Response.redirect(delivery.redirectUri() + "#" + Form.of(delivery.parameters()).encoded());
    }
}
