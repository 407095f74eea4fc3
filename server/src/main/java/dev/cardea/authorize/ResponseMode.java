package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Response;
import java.util.Locale;
import java.util.Map;

/// One way to bring an authorization response to the client's redirect URI. To add one: write a class here and list
/// it in `Server`.
public interface ResponseMode {
    /// The `response_mode` value, also published in discovery.
    String name();

    Response deliver(Delivery delivery);

    /// Whether a server on the way can see the answer, and log it: then it may carry no token (OAuth 2.0 Multiple
    /// Response Type Encoding Practices §5).
    default boolean isInQuery() {
        return false;
    }

    /// What is to be brought where.
    ///
    /// @param redirectUri registered for the client
    /// @param parameters of the response, in order
    /// @param locale of whatever a person gets to see
    record Delivery(Client client, String redirectUri, Map<String, String> parameters, Locale locale) {
        Delivery of(Map<String, String> others) {
            return new Delivery(client, redirectUri, others, locale);
        }
    }
}
