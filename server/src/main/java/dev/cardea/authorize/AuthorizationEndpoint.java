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

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /oauth2/auth (RFC 6749 §3.1, OIDC Core §3.1.2.1). In two phases: until the client and its redirect
/// URI are trusted, a refusal is shown to the person; from then on it goes to the client. Then [Dispatcher] decides
/// what the person has to do next, and where nothing is left [CodeIssuer] answers.
public final class AuthorizationEndpoint implements Endpoint {
    private static final String INTERACTION = "interaction";
    private static final String DEFAULT_MODE = "query";
    private static final int MAX_LENGTH = 6000;

    private final String issuer;
    private final Clients clients;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Map<String, ResponseMode> modes;
    private final RequestParser parser;
    private final Dispatcher dispatcher;
    private final CodeIssuer codes;
    private final InstantSource clock;

    public AuthorizationEndpoint(
            String issuer,
            Clients clients,
            Sessions sessions,
            Interactions interactions,
            List<ResponseMode> modes,
            RequestParser parser,
            Dispatcher dispatcher,
            CodeIssuer codes,
            InstantSource clock) {
        this.issuer = issuer;
        this.clients = clients;
        this.sessions = sessions;
        this.interactions = interactions;
        this.modes = modes.stream().collect(java.util.stream.Collectors.toUnmodifiableMap(ResponseMode::name, m -> m));
        this.parser = parser;
        this.dispatcher = dispatcher;
        this.codes = codes;
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
        var target = ResponseTarget.resolve(client, parameters, mode(DEFAULT_MODE), issuer,
                locale(parameters, request));
        try {
            var asked = parameters.get("response_mode").orElse(DEFAULT_MODE);
            if (!modes.containsKey(asked))
                throw invalidRequest("response_mode must be one of " + String.join(", ", modes.keySet()));
            target = target.by(mode(asked));
            var authorization = parser.parse(parameters, client);
            // RFC 6749 §4.1.2.1: that any other parameter is repeated is for the client to know.
            var interaction = new Interaction(parameters.single(), startedAt, denied);
            // It travels in addresses on the way through our pages, and these have a limit.
            if (parameters.encoded().length() > MAX_LENGTH)
                throw invalidRequest("the request is longer than " + MAX_LENGTH + " characters");
            return next(authorization, interaction, client, target, request);
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
            Request request) {
        var session = sessions.current(request);
        return switch (dispatcher.next(authorization, interaction, client, session)) {
            case Dispatcher.Step.Page(var path) -> toPage(path, interaction, request);
            case Dispatcher.Step.Issue(var current) ->
                target.success(codes.issue(authorization, client, target, current));
        };
    }

    private Response toPage(String path, Interaction interaction, Request request) {
        var browser = interactions.browser(request);
        var handle = interactions.seal(interaction, browser);
        var redirect = Response.redirect(path + "?request=" + URLEncoder.encode(handle, StandardCharsets.UTF_8));
        return browser.setCookie() == null ? redirect : redirect.with("Set-Cookie", browser.setCookie());
    }

    private ResponseMode mode(String name) {
        return java.util.Objects.requireNonNull(modes.get(name));
    }
}
