package dev.cardea.device;

import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.decoupled.Polling;
import dev.cardea.details.DetailTypes;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.resource.Resources;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.Reaches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;

import static dev.cardea.oauth.OAuthError.invalidScope;

/// POST /oauth2/device (RFC 8628 §3.1): gives a device the code it polls with and the one that a person types.
public final class DeviceAuthorizationEndpoint implements Endpoint {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    /// So that a device which polls too late is told so.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final ClientAuthentication clientAuthentication;
    private final DeviceCodeStore store;
    private final AuthorizationCodes deviceCodes;
    private final UserCodes userCodes;
    private final Reaches reaches;
    private final String page;
    private final InstantSource clock;

    /// @param page the address where people type their codes
    public DeviceAuthorizationEndpoint(
            ClientAuthentication clientAuthentication,
            DeviceCodeStore store,
            AuthorizationCodes deviceCodes,
            UserCodes userCodes,
            Reaches reaches,
            String page,
            InstantSource clock) {
        this.clientAuthentication = clientAuthentication;
        this.store = store;
        this.deviceCodes = deviceCodes;
        this.userCodes = userCodes;
        this.reaches = reaches;
        this.page = page;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var client = clientAuthentication.authenticate(request);
        if (!client.permissions().grantTypes().contains(DeviceCodeGrant.TYPE))
            throw OAuthError.of(ErrorCode.unauthorized_client,
                    "the client is not registered for grant_type " + DeviceCodeGrant.TYPE);
        var scopes = scopes(request.form(), client);
        var details = reaches.details(request.form(), client);
        var now = clock.instant();
        var expiresAt = now.plus(LIFETIME);
        var deviceCode = deviceCodes.generate(expiresAt);
        var key = AuthorizationCodes.key(DeviceCodeGrant.PARAMETER, deviceCode).orElseThrow();
        String userCode;
        do {
            userCode = userCodes.generate();
        } while (!store.add(
                new DeviceCode(key, userCodes.hash(userCode), client.id(), scopes, details,
                        DeviceCode.State.pending, now, expiresAt, Polling.INTERVAL, now),
                expiresAt.plus(REMEMBERED)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("device_code", deviceCode);
        answer.put("user_code", UserCodes.shown(userCode));
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "?user_code=" + UserCodes.shown(userCode));
        answer.put("expires_in", LIFETIME.toSeconds());
        answer.put("interval", Polling.INTERVAL.toSeconds());
        return Response.json(200, answer).with("Pragma", "no-cache");
    }

    /// As at the authorization endpoint: nothing is given that was not asked for.
    private static Scopes scopes(Form form, Client client) {
        Resources.refuse(form);
        var scopes = form.get("scope").map(Scopes::parse).orElse(Scopes.NONE);
        if (scopes.isEmpty() && !DetailTypes.areAsked(form))
            throw invalidScope("scope is missing: ask for 'openid' to sign a person in");
        var registered = client.permissions().scope();
        if (!scopes.within(registered))
            throw invalidScope("the client is not registered for scope: " + scopes.minus(registered));
        return scopes;
    }
}
