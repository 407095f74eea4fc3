package dev.cardea.authorize;

import dev.cardea.http.Response;
import java.util.Locale;
import java.util.Map;

/// One way to bring an authorization response to the client's redirect URI. To add one: write a class here and list
/// it in `Server`.
public interface ResponseMode {
    /// The `response_mode` value, also published in discovery.
    String name();

    /// @param redirectUri registered for the client
    /// @param parameters of the response, in order
    /// @param locale of whatever a person gets to see
    Response deliver(String redirectUri, Map<String, String> parameters, Locale locale);
}
