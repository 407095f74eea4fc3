package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.session.Interaction;
import java.util.List;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Finds the request that counts: pushed before, in a request object, or the plain parameters themselves. Parameters
/// beside a pushed request or a request object are ignored (RFC 9101 §6.3), all but `client_id`, and `response_type`,
/// which must be the same. OIDC Core §6.1 would fill gaps of the object from outside; then whoever can alter the address
/// could add what the client did not sign, so we keep to the newer rule, which the FAPI profiles ask for as well.
public final class IncomingRequests {
    private final List<RequestSource> sources;
    private final boolean requirePushed;

    /// @param requirePushed `features.require_pushed_authorization_requests`
    public IncomingRequests(List<RequestSource> sources, boolean requirePushed) {
        this.sources = List.copyOf(sources);
        this.requirePushed = requirePushed;
    }

    Asked read(Form sent, Client client) {
        if (sent.get("request").isPresent() && sent.get("request_uri").isPresent())
            throw invalidRequest("request and request_uri cannot be used together (RFC 9101 §5)");
        return sources.stream()
                .map(source -> source.read(sent, client))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Asked(sent, Interaction.Origin.PLAIN));
    }

    /// @throws dev.cardea.oauth.OAuthException where the client must send its requests another way
    void refuseWrongWay(Interaction.Origin origin, Client client) {
        if (origin.pushed() == null && (requirePushed || client.requests().requirePushed()))
            throw invalidRequest("the request must be pushed to /oauth2/par first (RFC 9126 §5, §6)");
        refuseUnsigned(origin, client);
    }

    /// RFC 9101 §10.5. What was pushed was checked then.
    static void refuseUnsigned(Interaction.Origin origin, Client client) {
        if (origin.plain() && client.requests().requireObject())
            throw invalidRequest("the request must be a signed request object: this client is registered with"
                    + " require_signed_request_object (RFC 9101 §10.5)");
    }
}
