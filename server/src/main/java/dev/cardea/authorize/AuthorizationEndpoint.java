package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.html.Locales;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import dev.cardea.session.BrowserState;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /oauth2/auth (RFC 6749 §3.1, OIDC Core §3.1.2.1). In two phases: until the client and its redirect
/// URI are trusted, a refusal is shown to the person; from then on it goes to the client. Then [Dispatcher] decides
/// what the person has to do next, and where nothing is left [ResponseIssuer] answers.
public final class AuthorizationEndpoint implements Endpoint {
    private static final String INTERACTION = "interaction";
    private static final String JWT = "jwt";
    private static final int MAX_LENGTH = 6000;

    private final String issuer;
    private final Clients clients;
    private final Sessions sessions;
    private final BrowserState browserState;
    private final Interactions interactions;
    private final Map<String, ResponseMode> modes;
    private final RequestParser parser;
    private final Dispatcher dispatcher;
    private final ResponseIssuer answers;
    private final InstantSource clock;

    public AuthorizationEndpoint(
            String issuer,
            Clients clients,
            Sessions sessions,
            BrowserState browserState,
            Interactions interactions,
            List<ResponseMode> modes,
            RequestParser parser,
            Dispatcher dispatcher,
            ResponseIssuer answers,
            InstantSource clock) {
        this.issuer = issuer;
        this.clients = clients;
        this.sessions = sessions;
        this.browserState = browserState;
        this.interactions = interactions;
        this.modes = modes.stream().collect(java.util.stream.Collectors.toUnmodifiableMap(ResponseMode::name, m -> m));
        this.parser = parser;
        this.dispatcher = dispatcher;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var handle = request.query().get(INTERACTION);
        if (handle.isPresent()) return resume(handle.get(), request);
        if (request.isPost()) return repeatAsGet(request);
        return answer(request.query(), clock.instant(), false, request);
    }

    /// A browser does not send our SameSite=Lax cookies with a POST from another site, so a posted request is asked
    /// for once more as a GET (OIDC Core §3.1.2.1 wants both to work alike).
    private static Response repeatAsGet(Request request) {
        return Response.redirect("/oauth2/auth?" + request.form().encoded());
    }

    private Response resume(String handle, Request request) {
        var opened = interactions.open(handle, request)
                .orElseThrow(() -> invalidRequest(
                        "this sign-in was started in another browser or is damaged; start again at the application"));
        var interaction = opened.interaction();
        var parameters = Form.of(interaction.parameters());
        if (opened.expired()) return Response.redirect("/oauth2/auth?" + parameters.encoded());
        return answer(parameters, interaction.startedAt(), interaction.denied(), request);
    }

    private Response answer(Form parameters, Instant startedAt, boolean denied, Request request) {
        var client = clients.find(new ClientId(parameters.require("client_id")))
                .filter(Client::enabled)
                .orElseThrow(() -> OAuthError.of(ErrorCode.invalid_client, "client_id is not a client of this server"));
        var target = ResponseTarget.resolve(client, parameters, mode(usualMode(parameters)), issuer,
                locale(parameters, request));
        try {
            target = target.by(askedMode(parameters));
            var authorization = parser.parse(parameters, client);
            // RFC 6749 §4.1.2.1: that any other parameter is repeated is for the client to know.
            var interaction = new Interaction(parameters.single(), startedAt, denied);
            // It travels in addresses on the way through our pages, and these have a limit.
            if (parameters.encoded().length() > MAX_LENGTH)
                throw invalidRequest("the request is longer than " + MAX_LENGTH + " characters");
            var session = sessions.current(request);
            if (authorization.scopes().contains(Scopes.OPENID))
                target = target.withSessionState(browserState.sessionState(
                        request, session.map(Sessions.Current::session), client.id(), target.redirectUri()));
            return next(authorization, interaction, client, target, session, request);
        } catch (OAuthException refusal) {
            return target.refusal(refusal.error());
        }
    }

    /// Never refuses: who repeats `ui_locales` is told so at the client.
    private static Locale locale(Form parameters, Request request) {
        return Locales.negotiate(parameters.all("ui_locales").stream().findFirst().orElse(null),
                request.headers("Accept-Language"));
    }

    private Response next(
            AuthorizationRequest authorization,
            Interaction interaction,
            Client client,
            ResponseTarget target,
            Optional<Sessions.Current> session,
            Request request) {
        return switch (dispatcher.next(authorization, interaction, client, session)) {
            case Dispatcher.Step.Page(var path) -> toPage(path, interaction, request);
            case Dispatcher.Step.Issue(var current) ->
                target.success(answers.issue(authorization, client, target, current));
        };
    }

    private Response toPage(String path, Interaction interaction, Request request) {
        var browser = interactions.browser(request);
        var handle = interactions.seal(interaction, browser);
        var redirect = Response.redirect(path + "?request=" + URLEncoder.encode(handle, StandardCharsets.UTF_8));
        return browser.setCookie() == null ? redirect : redirect.with("Set-Cookie", browser.setCookie());
    }

    /// OAuth 2.0 Multiple Response Type Encoding Practices §2.1, §5.
    private static String usualMode(Form parameters) {
        return withTokens(parameters) ? "fragment" : "query";
    }

    private static boolean withTokens(Form parameters) {
        return parameters.all("response_type")
                .stream()
                .findFirst()
                .flatMap(ResponseType::parse)
                .filter(ResponseType::isImplicitOrHybrid)
                .isPresent();
    }

    private ResponseMode askedMode(Form parameters) {
        var usual = usualMode(parameters);
        var asked = parameters.get("response_mode").orElse(usual);
        // JARM §2.3.4: `jwt` is the usual one, as a JWT.
        var found = modes.get(asked.equals(JWT) ? usual + ".jwt" : asked);
        if (found == null)
            throw invalidRequest("response_mode must be one of " + JWT + ", " + String.join(", ", modes.keySet()));
        if (found.isInQuery() && withTokens(parameters))
            throw invalidRequest(
                    "response_mode " + asked + " would put tokens into a query: use fragment or form_post");
        return found;
    }

    private ResponseMode mode(String name) {
        return java.util.Objects.requireNonNull(modes.get(name));
    }
}
