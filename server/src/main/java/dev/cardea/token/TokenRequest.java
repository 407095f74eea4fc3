package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.resource.Resources;
import java.util.List;

/// What a grant has to decide on.
///
/// @param client authenticated, and registered for the grant type
/// @param possession what the client has proven to hold
public record TokenRequest(Form form, Client client, Possession possession, Resources resources) {
    /// The resources that a client which needs nobody's leave asks for (RFC 8707 §2.2).
    ///
    /// @return empty for the client's `audience`
    public List<String> audience() {
        return resources.asked(form, client);
    }

    /// The resources that it asks for within an authorization.
    ///
    /// @return empty for the client's `audience`
    public List<String> audience(Authorization authorization) {
        return audience(authorization.reach());
    }

    public List<String> audience(Reach granted) {
        return resources.within(granted.resources(), form, client);
    }
}
