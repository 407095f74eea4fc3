package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.client.Client.Backchannel;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.decoupled.Awaited;
import dev.cardea.decoupled.Polling;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.TooManyAttempts;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.Reaches;
import dev.cardea.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Set;

/// POST /oauth2/bc-authorize (CIBA Core §7): a client asks for a person who is elsewhere.
public final class BackchannelAuthenticationEndpoint implements Endpoint {
    private static final Set<String> CREDENTIALS = Set.of(
            "client_id", "client_secret", "client_assertion", "client_assertion_type");
    /// So that a client which polls too late is told so, and one that is told late can be.
    private static final Duration REMEMBERED = Duration.ofHours(1);
    /// How many requests of one client a person finds at most.
    private static final int AT_ONCE = 5;

    private final ClientAuthentication clientAuthentication;
    private final SignedRequests signed;
    private final People people;
    private final RequestCodes codes;
    private final BackchannelRequestStore store;
    private final AuthorizationCodes ids;
    private final Callbacks callbacks;
    private final Reaches reaches;
    private final RequestLinks links;
    private final Runnable wake;
    private final InstantSource clock;

    /// @param wake told when there is a mail to be sent
    public BackchannelAuthenticationEndpoint(
            ClientAuthentication clientAuthentication,
            SignedRequests signed,
            People people,
            RequestCodes codes,
            BackchannelRequestStore store,
            AuthorizationCodes ids,
            Callbacks callbacks,
            Reaches reaches,
            RequestLinks links,
            Runnable wake,
            InstantSource clock) {
        this.clientAuthentication = clientAuthentication;
        this.signed = signed;
        this.people = people;
        this.codes = codes;
        this.store = store;
        this.ids = ids;
        this.callbacks = callbacks;
        this.reaches = reaches;
        this.links = links;
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        request.tellIdInDescription(); // CIBA Core §13
        var client = clientAuthentication.authenticate(request);
        var registered = client.permissions().backchannel();
        if (registered == null)
            throw OAuthError.of(ErrorCode.unauthorized_client,
                    "the client is not registered for grant_type " + CibaGrant.TYPE);
        var parameters = signed.read(request.form().without(CREDENTIALS), Asked.PARAMETERS, client, registered);
        var asked = Asked.read(parameters, client, registered, reaches);
        var person = people.named(parameters, client);
        codes.check(asked.userCode(), person, request.peer().address());
        var now = clock.instant();
        refuseFlood(client, person, now);
        var id = accept(asked, person, client, registered, now);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("auth_req_id", id);
        answer.put("expires_in", asked.lifetime().toSeconds());
        if (registered.delivery() != Backchannel.Delivery.push)
            answer.put("interval", Polling.INTERVAL.toSeconds());
        return Response.json(200, answer).with("Pragma", "no-cache");
    }

    /// A person who is asked again and again allows it in the end.
    private void refuseFlood(Client client, User person, Instant now) {
        var waiting = store.waiting(person.id(), now, RequestsEndpoint.SHOWN)
                .stream()
                .filter(other -> other.client().equals(client.id()))
                .toList();
        if (waiting.size() >= AT_ONCE)
            throw new TooManyAttempts("requests of client " + client.id() + " that wait for one person",
                    Duration.between(now, waiting.getLast().expiresAt()));
    }

    private String accept(Asked asked, User person, Client client, Backchannel registered, Instant now) {
        var expiresAt = now.plus(asked.lifetime());
        var id = ids.generate(expiresAt);
        var token = asked.notificationToken();
        var accepted = new BackchannelRequest(
                AuthorizationCodes.key(CibaGrant.PARAMETER, id).orElseThrow(),
                person.id(),
                client.id(),
                asked.scopes(),
                asked.details(),
                asked.bindingMessage(),
                registered.delivery(),
                token == null ? null : callbacks.seal(new Callbacks.Callback(id, token)),
                Awaited.State.pending,
                now,
                expiresAt,
                Polling.INTERVAL,
                now);
        var mailed = links.of(accepted, client, person);
        store.add(accepted, mailed.hash(), mailed.messages(), expiresAt.plus(REMEMBERED));
        if (!mailed.messages().isEmpty()) wake.run();
        return id;
    }
}
