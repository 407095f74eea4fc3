package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.http.Form;

/// What a grant has to decide on.
///
/// @param client authenticated, and registered for the grant type
/// @param possession what the client has proven to hold
public record TokenRequest(Form form, Client client, Possession possession, Reaches reaches) {
    /// What a client which needs nobody's leave asks for (RFC 8707 §2.2, RFC 9396 §6).
    public Reach asked() {
        return reaches.asked(form, client);
    }

    /// What it asks for within an authorization.
    public Reach within(Authorization authorization) {
        return within(authorization.reach());
    }

    public Reach within(Reach granted) {
        return reaches.within(granted, form, client);
    }
}
