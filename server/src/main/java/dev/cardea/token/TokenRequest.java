package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import java.util.Optional;

/// What a grant has to decide on.
///
/// @param client authenticated, and registered for the grant type
/// @param key the thumbprint of the key that the client has proven to hold (RFC 9449 §5), if it did
public record TokenRequest(Form form, Client client, Optional<String> key) {}
