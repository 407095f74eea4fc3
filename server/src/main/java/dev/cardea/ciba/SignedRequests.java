package dev.cardea.ciba;

import dev.cardea.authorize.RequestObjects;
import dev.cardea.client.Client;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.client.OneTimeStore;
import dev.cardea.http.Form;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.TokenHash;
import java.util.Set;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// Authentication requests that are signed (CIBA Core §7.1.1): by the clients that are registered for it, and then
/// always.
public final class SignedRequests {
    static final String REQUEST = "request";

    private final RequestObjects objects;
    private final OneTimeStore oneTime;

    public SignedRequests(RequestObjects objects, OneTimeStore oneTime) {
        this.objects = objects;
        this.oneTime = oneTime;
    }

    /// @param sent without what proves who the client is
    /// @param own the names that belong inside
    /// @return the parameters of the request, wherever they were
    Form read(Form sent, Set<String> own, Client client, Backchannel registered) {
        var algorithm = registered.requestAlg();
        var object = sent.get(REQUEST);
        if (object.isEmpty()) {
            if (algorithm == null) return sent;
            throw invalidRequest("this client must sign its requests with " + algorithm + " (CIBA Core §7.1.1)");
        }
        if (algorithm == null)
            throw invalidRequest("the client is not registered for signed requests:"
                    + " backchannel_authentication_request_signing_alg is not set");
        for (var name : sent.names())
            if (own.contains(name)) throw invalidRequest(name + " must be inside of the signed request");
        try {
            var signed = objects.signed(algorithm, object.get(), client);
            if (!oneTime.consume("ciba-request", TokenHash.of(client.id().value() + " " + signed.id()),
                    signed.forgetAt()))
                throw invalidRequest("the signed request was used before: its jti is known");
            return signed.parameters();
        } catch (OAuthException e) {
            // §13 has one error for whatever is wrong with a request.
            throw invalidRequest(e.error().description());
        }
    }
}
