package dev.cardea.authorize;

import dev.cardea.http.Form;
import dev.cardea.http.Response;
import java.util.Locale;
import java.util.Map;

/// `fragment` (OAuth 2.0 Multiple Response Type Encoding Practices §2.1): stays in the browser.
public final class FragmentMode implements ResponseMode {
    @Override
    public String name() {
        return "fragment";
    }

    @Override
    public Response deliver(String redirectUri, Map<String, String> parameters, Locale locale) {
        return Response.redirect(redirectUri + "#" + Form.of(parameters).encoded());
    }
}
