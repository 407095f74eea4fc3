package dev.cardea.token;

import dev.cardea.client.ClientAuthentication;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.OAuthError;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import static dev.cardea.oauth.ErrorCode.unauthorized_client;
import static dev.cardea.oauth.ErrorCode.unsupported_grant_type;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

/// POST /oauth2/token (RFC 6749 §3.2). Holds the steps that all grants share, in order, so no grant can forget one.
public final class TokenEndpoint implements Endpoint {
    private final Map<String, Grant> grants;
    private final ClientAuthentication clientAuthentication;
    private final DpopProofs proofs;
    private final Reaches reaches;
    private final TokenIssuer issuer;
    private final Consumer<String> onIssued;

    /// @param onIssued told the grant type of every successful answer
    public TokenEndpoint(
            List<Grant> grants,
            ClientAuthentication clientAuthentication,
            DpopProofs proofs,
            Reaches reaches,
            TokenIssuer issuer,
            Consumer<String> onIssued) {
        this.grants = grants.stream().collect(toUnmodifiableMap(Grant::grantType, identity()));
        this.clientAuthentication = clientAuthentication;
        this.proofs = proofs;
        this.reaches = reaches;
        this.issuer = issuer;
        this.onIssued = onIssued;
    }

    @Override
    public Response handle(Request request) {
        var client = clientAuthentication.authenticate(request);
        var form = request.form();
        var grantType = form.require("grant_type");
        var grant = grants.get(grantType);
        if (grant == null)
            throw OAuthError.of(unsupported_grant_type,
                    "grant_type must be one of " + String.join(", ", grants.keySet()));
        if (!client.permissions().grantTypes().contains(grantType))
            throw OAuthError.of(unauthorized_client, "the client is not registered for grant_type " + grantType)
                    .with("registered", client.permissions().grantTypes());
        var possession = Possession.of(request, client, proofs.thumbprint(request, null, client));
        var granted = grant.authorize(new TokenRequest(form, client, possession, reaches));
        var answer = issuer.issue(granted, client, possession.binding());
        onIssued.accept(grantType);
        return Response.json(200, answer).with("Pragma", "no-cache");
    }
}
