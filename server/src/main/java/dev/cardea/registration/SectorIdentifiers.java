package dev.cardea.registration;

import dev.cardea.json.Json;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbound.OutboundException;
import java.net.URI;

/// Checks that a client belongs to the sector that it names: the document behind its `sector_identifier_uri` lists all
/// of its redirect URIs (OIDC Registration §5).
final class SectorIdentifiers {
    private static final String NAME = "sector_identifier_uri";
    private static final int OK = 200;

    private final Outbound outbound;

    SectorIdentifiers(Outbound outbound) {
        this.outbound = outbound;
    }

    void check(ClientMetadata.Accepted accepted) {
        if (!(accepted.document().get(NAME) instanceof String uri)) return;
        try {
            var fetched = outbound.get(URI.create(uri), "application/json");
            if (fetched.status() != OK)
                throw ClientMetadata.invalid(NAME + ": answers with status " + fetched.status());
            if (!Json.list(fetched.body()).containsAll(accepted.client().redirects().uris()))
                throw ClientMetadata.invalid(NAME + ": does not list all of the redirect_uris");
        } catch (OutboundException e) {
            throw ClientMetadata.invalid(NAME + ": cannot be fetched: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw ClientMetadata.invalid(NAME + ": is not a JSON array of redirect URIs");
        }
    }
}
