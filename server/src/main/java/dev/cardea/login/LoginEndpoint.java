package dev.cardea.login;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.html.Locales;
import dev.cardea.html.LoginPage;
import dev.cardea.html.LoginProblem;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ClientId;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.user.HashingBusy;
import dev.cardea.user.PasswordSignIn;
import dev.cardea.user.PasswordSignIn.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /login: the hosted sign-in page. Without a request to go on with, it signs in for this server alone.
public final class LoginEndpoint implements Endpoint {
    private static final List<String> PASSWORD_AMR = List.of("pwd");
    private static final String PATH = "/login";

    /// How a sign-in ended, as counted in the metrics.
    public enum Result {
        success, wrong_credentials, throttled, busy
    }

    private final PasswordSignIn signIn;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Clients clients;
    private final OrganizationStore organizations;
    private final Pages pages;
    private final AuditLog audit;
    private final Consumer<Result> onResult;

    public LoginEndpoint(
            PasswordSignIn signIn,
            Sessions sessions,
            Interactions interactions,
            Clients clients,
            OrganizationStore organizations,
            Pages pages,
            AuditLog audit,
            Consumer<Result> onResult) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.interactions = interactions;
        this.clients = clients;
        this.organizations = organizations;
        this.pages = pages;
        this.audit = audit;
        this.onResult = onResult;
    }

    /// What the page is for.
    ///
    /// @param handle of the interaction to go on with, empty where there is none
    /// @param next the address to go on at
    private record Visit(String handle, String next, Map<String, String> parameters, Interactions.Browser browser,
            Optional<Client> client) {}

    @Override
    public Response handle(Request request) {
        var handle = request.parameters().get("request").orElse("");
        if (handle.isEmpty())
            return serve(new Visit("", "/", Map.of(), interactions.browser(request), Optional.empty()), request);
        var opened = interactions.open(handle, request)
                .orElseThrow(() -> invalidRequest(
                        "this sign-in was started in another browser or is damaged; start again at the application"));
        var next = opened.interaction().resume().path() + "?interaction=" + handle;
        // Too late: where it came from begins again with the same request.
        if (opened.expired()) return Response.redirect(next);
        var parameters = opened.interaction().parameters();
        var client = Optional.ofNullable(parameters.get("client_id")).flatMap(id -> clients.find(new ClientId(id)));
        return serve(new Visit(handle, next, parameters, opened.browser(), client), request);
    }

    private Response serve(Visit visit, Request request) {
        if (!request.isPost()) return page(visit, request, prefilled(visit, request), null, null);
        var identifier = request.form().get("username").orElse("");
        if (!interactions.isGenuine(request, PATH, visit.handle()))
            return page(visit, request, identifier, LoginProblem.EXPIRED, null);
        var password = request.form().get("password").orElse("");
        try {
            return switch (signIn.signIn(identifier, password, request.peer().address())) {
                case Outcome.SignedIn(var user) -> {
                    onResult.accept(Result.success);
                    var cookie = sessions.signIn(request, user, PASSWORD_AMR, AcrValues.PASSWORD);
                    yield Response.redirect(visit.next()).with("Set-Cookie", cookie);
                }
                case Outcome.WrongCredentials(var reason, var user) -> {
                    onResult.accept(Result.wrong_credentials);
                    audit.record(new AuditEvent.SignInFailed(user, reason.name()));
                    yield page(visit, request, identifier, LoginProblem.WRONG_CREDENTIALS, null);
                }
                case Outcome.TooManyFromAddress(var retryAfter) -> {
                    onResult.accept(Result.throttled);
                    audit.record(new AuditEvent.SignInFailed(null, "too many failures from this address"));
                    yield page(visit, request, identifier, LoginProblem.THROTTLED, retryAfter);
                }
            };
        } catch (HashingBusy busy) {
            onResult.accept(Result.busy);
            return page(visit, request, identifier, LoginProblem.BUSY, busy.retryAfter());
        }
    }

    /// The person to sign in as: whom the client hints at (OIDC Core §3.1.2.1 `login_hint`), else who is signed in.
    private String prefilled(Visit visit, Request request) {
        var hint = visit.parameters().get("login_hint");
        if (hint != null) return hint;
        var other = visit.parameters().getOrDefault("prompt", "").contains("select_account");
        return other ? "" : sessions.current(request).map(current -> current.user().displayName()).orElse("");
    }

    private Response page(
            Visit visit,
            Request request,
            String identifier,
            @Nullable LoginProblem problem,
            @Nullable Duration retryAfter) {
        var client = visit.client();
        var page = pages.login(new LoginPage(
                Locales.negotiate(visit.parameters().get("ui_locales"), request.headers("Accept-Language")),
                PATH,
                visit.handle(),
                interactions.csrfToken(visit.browser(), PATH, visit.handle()),
                client.map(c -> c.display().name()).orElse(null),
                client.flatMap(c -> Optional.ofNullable(c.organization()))
                        .flatMap(organizations::find)
                        .map(Organization::name)
                        .orElse(null),
                identifier,
                false,
                problem,
                client.map(c -> c.redirects().answering(visit.parameters().get("redirect_uri"))).orElse(List.of())));
        if (retryAfter != null) page = page.with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        sessions.clearLost(request);
        return visit.browser().setCookie() == null ? page : page.with("Set-Cookie", visit.browser().setCookie());
    }
}
