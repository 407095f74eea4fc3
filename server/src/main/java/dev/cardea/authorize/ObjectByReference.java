package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.http.Form;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbound.OutboundException;
import java.net.URI;
import java.util.Optional;

/// A request object at an address of the client (RFC 9101 §5.2, OIDC Core §6.2). Only addresses that were registered
/// before are asked, or anybody could choose what this server fetches (RFC 9101 §10.4.1).
///
/// The fragment of an address would be the hash of what is there, so that a server knows when what it keeps is old. This
/// one keeps nothing, so the hash is not looked at: clients may register one before they know the content.
public final class ObjectByReference implements RequestSource {
    private static final String ACCEPT = "application/oauth-authz-req+jwt, application/jwt, */*;q=0.1";
    private static final int OK = 200;

    private final Outbound outbound;
    private final RequestObjects objects;

    public ObjectByReference(Outbound outbound, RequestObjects objects) {
        this.outbound = outbound;
        this.objects = objects;
    }

    @Override
    public Optional<Asked> read(Form sent, Client client) {
        return sent.get("request_uri").map(uri -> {
            if (!client.requests().uris().contains(uri))
                throw unusable("it is neither one of a pushed request nor one of the client's request_uris");
            return ObjectByValue.asked(objects.read(fetched(uri), client), sent);
        });
    }

    private String fetched(String uri) {
        int fragment = uri.indexOf('#');
        try {
            var answer = outbound.get(URI.create(fragment < 0 ? uri : uri.substring(0, fragment)), ACCEPT);
            if (answer.status() != OK) throw unusable("its server answered " + answer.status());
            // Whatever type it says to be: it is a request object, or it is not.
            return answer.body().strip();
        } catch (OutboundException e) {
            throw unusable(e.getMessage());
        }
    }

    private static OAuthException unusable(@org.jspecify.annotations.Nullable String why) {
        return OAuthError.of(ErrorCode.invalid_request_uri, "request_uri cannot be used: " + why);
    }
}
