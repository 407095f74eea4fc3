package dev.cardea.session;

import java.time.Instant;
import java.util.Map;

/// One trip of a browser through sign-in and consent, on its way to an answer for a client.
///
/// @param parameters of the authorization request, as received
/// @param startedAt when the request came; a sign-in or consent after that moment was given for it
/// @param denied whether the person refused
public record Interaction(Map<String, String> parameters, Instant startedAt, boolean denied) {
    public Interaction {
        parameters = Map.copyOf(parameters);
    }

    public Interaction deny() {
        return new Interaction(parameters, startedAt, true);
    }
}
