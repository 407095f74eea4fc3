package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import dev.cardea.session.BrowserState;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /oauth2/auth (RFC 6749 §3.1, OIDC Core §3.1.2.1). [IncomingRequests] finds the request. Then in two
/// phases: until the client and its redirect URI are trusted, a refusal is shown to the person; from then on it goes to
/// the client. [Dispatcher] decides what the person has to do next, and where nothing is left [ResponseIssuer] answers.
public final class AuthorizationEndpoint implements Endpoint {
    private static final String INTERACTION = "interaction";

    private final Clients clients;
    private final Sessions sessions;
    private final BrowserState browserState;
    private final Interactions interactions;
    private final IncomingRequests incoming;
    private final PushedRequests pushed;
    private final ResponseTargets targets;
    private final RequestParser parser;
    private final Dispatcher dispatcher;
    private final ResponseIssuer answers;
    private final InstantSource clock;

    public AuthorizationEndpoint(
            Clients clients,
            Sessions sessions,
            BrowserState browserState,
            Interactions interactions,
            IncomingRequests incoming,
            PushedRequests pushed,
            ResponseTargets targets,
            RequestParser parser,
            Dispatcher dispatcher,
            ResponseIssuer answers,
            InstantSource clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.browserState = browserState;
        this.interactions = interactions;
        this.incoming = incoming;
        this.pushed = pushed;
        this.targets = targets;
        this.parser = parser;
        this.dispatcher = dispatcher;
        this.answers = answers;
        this.clock = clock;
    }

    /// A request whose client is known, at any moment on its way through the pages.
    private record Visit(Client client, Asked asked, Instant startedAt, boolean denied) {}

    @Override
    public Response handle(Request request) {
        var handle = request.query().get(INTERACTION);
        if (handle.isPresent()) return resume(handle.get(), request);
        if (request.isPost()) return repeatAsGet(request);
        var sent = request.query();
        var client = client(sent);
        Asked asked;
        try {
            asked = incoming.read(sent, client);
        } catch (OAuthException refusal) {
            return refuseUnread(refusal, sent, client, request);
        }
        return answer(new Visit(client, asked, clock.instant(), false), request);
    }

    /// A browser does not send our SameSite=Lax cookies with a POST from another site, so a posted request is asked
    /// for once more as a GET (OIDC Core §3.1.2.1 wants both to work alike).
    private static Response repeatAsGet(Request request) {
        return Response.redirect("/oauth2/auth?" + request.form().encoded());
    }

    private Response resume(String handle, Request request) {
        var opened = interactions.open(handle, request)
                .filter(found -> found.interaction().resume() == Interaction.Resume.authorization)
                .orElseThrow(() -> invalidRequest(
                        "this sign-in was started in another browser or is damaged; start again at the application"));
        var interaction = opened.interaction();
        var parameters = interaction.request();
        if (opened.expired()) {
            if (interaction.origin().plain()) return Response.redirect("/oauth2/auth?" + parameters.encoded());
            throw invalidRequest("this sign-in took too long; start again at the application");
        }
        return answer(new Visit(client(parameters), new Asked(parameters, interaction.origin()),
                interaction.startedAt(), interaction.denied()), request);
    }

    private Client client(Form parameters) {
        return clients.find(new ClientId(parameters.require("client_id")))
                .filter(Client::enabled)
                .orElseThrow(() -> OAuthError.of(ErrorCode.invalid_client, "client_id is not a client of this server"));
    }

    /// A request object that is not good is refused like a request without one: at the redirect URI beside it if that
    /// is a registered one. Of a pushed request nothing but its `request_uri` is known, so there it is a page.
    private Response refuseUnread(OAuthException refusal, Form sent, Client client, Request request) {
        if (PushedRequests.isReferredTo(sent) || sent.all("redirect_uri").isEmpty()) throw refusal;
        ResponseTarget target;
        try {
            target = targets.ofUnread(client, sent, request);
        } catch (OAuthException _) {
            throw refusal;
        }
        return refused(refusal, client, sent, target, request);
    }

    private static Response refused(
            OAuthException refusal, Client client, Form asked, ResponseTarget target, Request request) {
        request.concerns(client.id().value());
        request.refused(refusal, asked);
        return target.refusal(refusal.error(), request.id());
    }

    private Response answer(Visit visit, Request request) {
        var client = visit.client();
        var parameters = visit.asked().parameters();
        var origin = visit.asked().origin();
        var target = targets.usual(client, parameters, request);
        AuthorizationRequest authorization;
        Interaction interaction;
        Dispatcher.Step step;
        try {
            target = targets.asAsked(target, parameters);
            incoming.refuseWrongWay(origin, client);
            authorization = parser.parse(parameters, client);
            // RFC 6749 §4.1.2.1: that any other parameter is repeated is for the client to know.
            interaction = Interaction.of(parameters, visit.startedAt(), visit.denied(), origin);
            var session = sessions.current(request);
            if (authorization.scopes().contains(Scopes.OPENID))
                target = target.withSessionState(browserState.sessionState(
                        request, session.map(Sessions.Current::session), client.id(), target.redirectUri()));
            step = dispatcher.next(authorization, interaction, client, session);
        } catch (OAuthException refusal) {
            pushed.end(origin, interactions.browser(request));
            return refused(refusal, client, parameters, target, request);
        }
        return switch (step) {
            case Dispatcher.Step.Page(var path) -> toPage(path, interaction, request);
            case Dispatcher.Step.Issue(var session) -> {
                pushed.end(origin, interactions.browser(request));
                yield issue(authorization, client, parameters, target, session, request);
            }
        };
    }

    private Response issue(
            AuthorizationRequest authorization,
            Client client,
            Form parameters,
            ResponseTarget target,
            Sessions.Current session,
            Request request) {
        try {
            return target.deliver(answers.issue(authorization, client, target, session));
        } catch (OAuthException refusal) {
            return refused(refusal, client, parameters, target, request);
        }
    }

    private Response toPage(String path, Interaction interaction, Request request) {
        var browser = interactions.browser(request);
        pushed.claim(interaction.origin(), browser);
        var handle = interactions.seal(interaction, browser);
        var redirect = Response.redirect(path + "?request=" + URLEncoder.encode(handle, StandardCharsets.UTF_8));
        return browser.setCookie() == null ? redirect : redirect.with("Set-Cookie", browser.setCookie());
    }
}
