package dev.cardea.declaration;

import dev.cardea.client.Client;
import java.util.Map;

/// A client as the file declares it.
///
/// @param document its metadata as written, without the secret: what is stored, so that defaults that change later
///     reach it too
public record DeclaredClient(Client client, Map<String, Object> document) {}
