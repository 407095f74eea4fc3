package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.resource.Resources;
import java.util.Map;
import java.util.Set;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// POST /oauth2/par (RFC 9126 §2): takes a request from the client itself, checks it in full, and gives back a
/// `request_uri` to send the browser with.
public final class PushedRequestEndpoint implements Endpoint {
    private static final int CREATED = 201;
    private static final Set<String> CREDENTIALS = Set.of("client_secret", "client_assertion", "client_assertion_type");
    private static final String KEY = "dpop_jkt";

    private final ClientAuthentication clientAuthentication;
    private final DpopProofs proofs;
    private final IncomingRequests incoming;
    private final ResponseTargets targets;
    private final RequestParser parser;
    private final PushedRequests pushed;

    /// @param incoming the ways in which a request can be in a push: not by reference
    public PushedRequestEndpoint(
            ClientAuthentication clientAuthentication,
            DpopProofs proofs,
            IncomingRequests incoming,
            ResponseTargets targets,
            RequestParser parser,
            PushedRequests pushed) {
        this.clientAuthentication = clientAuthentication;
        this.proofs = proofs;
        this.incoming = incoming;
        this.targets = targets;
        this.parser = parser;
        this.pushed = pushed;
    }

    @Override
    public Response handle(Request request) {
        var client = clientAuthentication.authenticate(request);
        var sent = request.form();
        if (!sent.all("request_uri").isEmpty())
            throw invalidRequest("request_uri cannot be pushed (RFC 9126 §2.1)");
        var asked = incoming.read(sent.without(CREDENTIALS).with("client_id", client.id().value()), client);
        IncomingRequests.refuseUnsigned(asked.origin(), client);
        var parameters = bound(asked.parameters(), client, request);
        check(parameters, client, request);
        return Response.json(CREATED, Map.of(
                "request_uri", pushed.push(parameters, client),
                "expires_in", PushedRequests.LIFETIME.toSeconds()));
    }

    /// As at the authorization endpoint, except for what only the person's browser can tell.
    private void check(Form parameters, Client client, Request request) {
        targets.asAsked(targets.usual(client, parameters, request), parameters);
        var asked = parser.parse(parameters, client);
        if (asked.codeChallenge() == null && client.profile().pushesChallenges())
            throw invalidRequest("code_challenge is missing: this client must use PKCE with S256 in what it pushes"
                    + " (FAPI 1.0 Advanced §5.2.2)");
        parameters.without(Set.of(Resources.PARAMETER)).single();
    }

    /// RFC 9449 §10.1: a proof at this endpoint says what `dpop_jkt` says.
    private Form bound(Form parameters, Client client, Request request) {
        var key = proofs.thumbprint(request, null, client);
        if (key.isEmpty()) return parameters;
        if (parameters.get(KEY).filter(asked -> !asked.equals(key.get())).isPresent())
            throw OAuthError.of(ErrorCode.invalid_dpop_proof,
                    "the DPoP proof is made with another key than " + KEY + " names (RFC 9449 §10.1)");
        return parameters.with(KEY, key.get());
    }
}
