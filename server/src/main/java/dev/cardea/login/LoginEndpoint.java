package dev.cardea.login;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.factor.PasskeyFactor;
import dev.cardea.factor.Proofs;
import dev.cardea.html.Locales;
import dev.cardea.html.LoginPage;
import dev.cardea.html.LoginProblem;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.Organization;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.user.HashingBusy;
import dev.cardea.user.PasswordSignIn;
import dev.cardea.user.PasswordSignIn.Outcome;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /login: the hosted sign-in page. Without a request to go on with, it signs in for this server alone.
public final class LoginEndpoint implements Endpoint {
    private static final String PATH = "/login";

    /// How a sign-in ended, as counted in the metrics.
    public enum Result {
        success, wrong_credentials, throttled, busy
    }

    private final PasswordSignIn signIn;
    private final SignInSteps steps;
    private final Beside beside;
    private final Optional<PasskeyFactor> passkeys;
    private final UserStore users;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Clients clients;
    private final OrganizationStore organizations;
    private final Pages pages;
    private final AuditLog audit;
    private final Consumer<Result> onResult;
    private final InstantSource clock;

    /// @param passkeys empty where nobody may have one
    public LoginEndpoint(
            PasswordSignIn signIn,
            SignInSteps steps,
            Beside beside,
            Optional<PasskeyFactor> passkeys,
            UserStore users,
            Sessions sessions,
            Interactions interactions,
            Clients clients,
            OrganizationStore organizations,
            Pages pages,
            AuditLog audit,
            Consumer<Result> onResult,
            InstantSource clock) {
        this.signIn = signIn;
        this.steps = steps;
        this.beside = beside;
        this.passkeys = passkeys;
        this.users = users;
        this.sessions = sessions;
        this.interactions = interactions;
        this.clients = clients;
        this.organizations = organizations;
        this.pages = pages;
        this.audit = audit;
        this.onResult = onResult;
        this.clock = clock;
    }

    /// What the page is for.
    ///
    /// @param handle of the interaction to go on with, empty where there is none
    /// @param interaction what to go on with
    private record Visit(String handle, Interaction interaction, Interactions.Browser browser,
            Optional<Client> client) {
        Map<String, String> parameters() {
            return interaction.parameters();
        }
    }

    @Override
    public Response handle(Request request) {
        var handle = request.parameters().get("request").orElse("");
        if (handle.isEmpty())
            return serve(new Visit("", new Interaction(Map.of(), clock.instant(), Interaction.Resume.home),
                    interactions.browser(request), Optional.empty()), request);
        var opened = interactions.open(handle, request)
                .orElseThrow(() -> invalidRequest(
                        "this sign-in was started in another browser or is damaged; start again at the application"));
        var interaction = opened.interaction();
        // Too late: where it came from begins again with the same request.
        if (opened.expired()) return Response.redirect(interactions.next(interaction, opened.browser()));
        var client = Optional.ofNullable(interaction.parameters().get("client_id"))
                .flatMap(id -> clients.find(new ClientId(id)));
        return serve(new Visit(handle, interaction, opened.browser(), client), request);
    }

    private Response serve(Visit visit, Request request) {
        if (!request.isPost()) return page(visit, request, prefilled(visit, request), null, null);
        var identifier = request.form().get("username").orElse("");
        if (!interactions.isGenuine(request, PATH, visit.handle()))
            return page(visit, request, identifier, LoginProblem.EXPIRED, null);
        var credential = request.form().get("credential").orElse("");
        if (!credential.isEmpty() && passkeys.isPresent())
            return byPasskey(visit, request, passkeys.get(), credential);
        var password = request.form().get("password").orElse("");
        try {
            return switch (signIn.signIn(identifier, password, request.peer().address())) {
                case Outcome.SignedIn(var user) -> {
                    onResult.accept(Result.success);
                    yield steps.afterPassword(request, visit.browser(), visit.interaction(), user);
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

    /// With a passkey alone, which is two factors by itself.
    private Response byPasskey(Visit visit, Request request, PasskeyFactor passkeys, String credential) {
        var ceremony = request.form().get("ceremony").orElse("");
        return switch (passkeys.signedIn(ceremony, credential, visit.browser())) {
            case PasskeyFactor.Verdict.Proven proven -> {
                var user = users.find(proven.factor().user()).filter(User::isActive);
                if (user.isEmpty())
                    yield refused(visit, request, "account_disabled", proven.factor().user());
                onResult.accept(Result.success);
                yield steps.signedIn(request, visit.browser(), visit.interaction(), user.get(), Proofs.amr(proven));
            }
            case PasskeyFactor.Verdict.Refused(var reason, var user) -> refused(visit, request, reason, user);
        };
    }

    private Response refused(Visit visit, Request request, String reason, @Nullable UserId user) {
        onResult.accept(Result.wrong_credentials);
        audit.record(new AuditEvent.SignInFailed(user, "passkey: " + reason));
        return page(visit, request, "", LoginProblem.PASSKEY, null);
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
                client.map(c -> c.redirects().answering(visit.parameters().get("redirect_uri"))).orElse(List.of()),
                passkeys.map(offered -> offered.signIn(visit.browser())).orElse(null),
                beside.offers(visit.handle(), client)));
        if (retryAfter != null) page = page.with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        sessions.clearLost(request);
        return visit.browser().setCookie() == null ? page : page.with("Set-Cookie", visit.browser().setCookie());
    }
}
