package dev.cardea.device;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.decoupled.Decisions;
import dev.cardea.html.ConsentPage;
import dev.cardea.html.DeviceCodePage;
import dev.cardea.html.DeviceProblem;
import dev.cardea.html.DeviceResultPage;
import dev.cardea.html.ErrorPage;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reaches;
import dev.cardea.user.SignInThrottle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /device (RFC 8628 §3.3): sign in, say which device, decide. Which of these is next is said by the sealed
/// interaction alone; a code that came in the address has to be sent by the person like one that was typed (§5.4).
public final class DeviceEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.device.path();
    private static final String USER_CODE = "user_code";
    /// Set once the code was found, so that nothing but this page can say that it was.
    private static final String FOUND = "found";

    private final DeviceCodeStore store;
    private final UserCodes userCodes;
    private final Decisions decisions;
    private final SignInThrottle throttle;
    private final Clients clients;
    private final Reaches reaches;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Pages pages;
    private final InstantSource clock;

    /// @param throttle counts what is typed here, apart from passwords
    public DeviceEndpoint(
            DeviceCodeStore store,
            UserCodes userCodes,
            Decisions decisions,
            SignInThrottle throttle,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            Interactions interactions,
            Pages pages,
            InstantSource clock) {
        this.store = store;
        this.userCodes = userCodes;
        this.decisions = decisions;
        this.throttle = throttle;
        this.clients = clients;
        this.reaches = reaches;
        this.sessions = sessions;
        this.interactions = interactions;
        this.pages = pages;
        this.clock = clock;
    }

    /// A signed-in person at one of the steps.
    private record Visit(
            Request request, Interaction interaction, Interactions.Browser browser, Sessions.Current current) {
        String userCode() {
            return interaction.parameters().getOrDefault(USER_CODE, "");
        }

        String person() {
            return current.user().id().value();
        }

        Locale locale() {
            return Locales.negotiate(null, request.headers("Accept-Language"));
        }
    }

    /// A device that waits, and whose.
    private record Waiting(DeviceCode device, Client client) {}

    @Override
    public Response handle(Request request) {
        var handle = request.isPost()
                ? Optional.of(request.form().require("request"))
                : request.query().get("interaction");
        if (handle.isEmpty()) return serve(begun(request), interactions.browser(request), "", request);
        var opened = interactions.open(handle.get(), request)
                .filter(found -> found.interaction().resume() == Interaction.Resume.device)
                .orElseThrow(() -> invalidRequest(
                        "this page belongs to another browser or is damaged; type the code again"));
        if (opened.expired()) return Response.redirect(PATH);
        return serve(opened.interaction(), opened.browser(), handle.get(), request);
    }

    private Interaction begun(Request request) {
        var parameters = new HashMap<String, String>();
        request.query().get(USER_CODE).flatMap(UserCodes::read).ifPresent(code -> parameters.put(USER_CODE, code));
        return new Interaction(parameters, clock.instant(), Interaction.Resume.device);
    }

    private Response serve(Interaction interaction, Interactions.Browser browser, String handle, Request request) {
        var current = sessions.current(request);
        if (current.isEmpty()) return toSignIn(interaction, browser);
        var visit = new Visit(request, interaction, browser, current.get());
        var genuine = request.isPost() && interactions.isGenuine(request, PATH, handle, visit.person());
        if (!interaction.parameters().containsKey(FOUND)) {
            if (genuine) return lookUp(visit);
            return codePage(visit, visit.userCode(), request.isPost() ? DeviceProblem.EXPIRED : null, null);
        }
        var found = waiting(visit.userCode());
        if (found.isEmpty()) return codePage(visit, "", DeviceProblem.UNKNOWN_CODE, null);
        var client = found.get().client();
        if (mustSignInAgain(visit, client)) return toSignIn(interaction, browser);
        if (!visit.current().user().allRoles().containsAll(client.permissions().requiredRoles()))
            return withoutRole(visit, client);
        return genuine ? decide(visit, found.get()) : approvalPage(visit, client, found.get().device());
    }

    private Response withoutRole(Visit visit, Client client) {
        var refusal = OAuthError.of(ErrorCode.access_denied,
                "the person does not have the role that this client requires")
                .with("required", client.permissions().requiredRoles())
                .with("roles of the person", visit.current().user().allRoles());
        visit.request().concerns(client.id().value());
        visit.request().refused(refusal);
        return pages.error(new ErrorPage(visit.locale(), 403, refusal.error().code().name(),
                refusal.error().description(), visit.request().id(), null));
    }

    /// As at the authorization endpoint, for a client with `default_max_age`.
    private boolean mustSignInAgain(Visit visit, Client client) {
        var authTime = visit.current().session().authTime();
        var maxAge = client.sign().defaultMaxAge();
        return maxAge != null && authTime.isBefore(visit.interaction().startedAt())
                && clock.instant().isAfter(authTime.plus(maxAge));
    }

    private Response toSignIn(Interaction interaction, Interactions.Browser browser) {
        return withCookie(Response.redirect("/login?request=" + interactions.seal(interaction, browser)), browser);
    }

    /// Guesses are counted by person, whatever the session, and by address. A right code takes back its own charge but
    /// forgets no guess before it: anybody can have a device of their own ask for a code to type in between.
    private Response lookUp(Visit visit) {
        var typed = visit.request().form().get(USER_CODE).orElse("");
        var code = UserCodes.read(typed);
        if (code.isEmpty()) return codePage(visit, typed, DeviceProblem.UNKNOWN_CODE, null);
        var subject = throttle.subject("", visit.current().user().id(), visit.request().peer().address());
        return switch (throttle.admit(subject)) {
            case SignInThrottle.Decision.AddressThrottled(var wait) ->
                codePage(visit, typed, DeviceProblem.THROTTLED, wait);
            case SignInThrottle.Decision.AccountThrottled(var wait) ->
                codePage(visit, typed, DeviceProblem.THROTTLED, wait);
            case SignInThrottle.Decision.Admitted() -> {
                if (waiting(code.get()).isEmpty()) yield codePage(visit, typed, DeviceProblem.UNKNOWN_CODE, null);
                throttle.withdrawn(subject);
                var next = new Interaction(Map.of(USER_CODE, code.get(), FOUND, "true"),
                        visit.interaction().startedAt(), Interaction.Resume.device);
                yield Response.redirect(PATH + "?interaction=" + interactions.seal(next, visit.browser()));
            }
        };
    }

    private Optional<Waiting> waiting(String userCode) {
        return store.findByUserCode(userCodes.hash(userCode))
                .flatMap(device -> clients.find(device.client()).map(client -> new Waiting(device, client)))
                .filter(found -> found.device().isOpen(found.client(), clock.instant()));
    }

    private Response decide(Visit visit, Waiting found) {
        var decision = visit.request().form().require("decision");
        boolean allowed = decision.equals("allow");
        if (!allowed && !decision.equals("deny")) throw invalidRequest("decision must be allow or deny");
        boolean done = allowed
                ? decisions.approve(store, found.device(), found.client(), visit.current(), List.of())
                : decisions.deny(store, found.device(), visit.current(), List.of());
        if (!done) return codePage(visit, "", DeviceProblem.UNKNOWN_CODE, null);
        return pages.deviceResult(new DeviceResultPage(visit.locale(), allowed));
    }

    private Response approvalPage(Visit visit, Client client, DeviceCode device) {
        var handle = interactions.seal(visit.interaction(), visit.browser());
        var csrf = interactions.csrfToken(visit.browser(), PATH, handle, visit.person());
        return pages.consent(ApprovalPage.of(client, device.scopes(),
                new ConsentPage.Extent(List.of(), reaches.cards(device.details(), visit.locale())),
                visit.current().user(), visit.locale(), PATH,
                handle, csrf, UserCodes.shown(visit.userCode())));
    }

    private Response codePage(
            Visit visit, String typed, @Nullable DeviceProblem problem, @Nullable Duration retryAfter) {
        var asked = new Interaction(Map.of(), visit.interaction().startedAt(), Interaction.Resume.device);
        var handle = interactions.seal(asked, visit.browser());
        var page = pages.deviceCode(new DeviceCodePage(
                visit.locale(),
                PATH,
                handle,
                interactions.csrfToken(visit.browser(), PATH, handle, visit.person()),
                UserCodes.read(typed).map(UserCodes::shown).orElse(typed),
                visit.current().user().displayName(),
                problem));
        if (retryAfter != null) page = page.with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        return withCookie(page, visit.browser());
    }

    private static Response withCookie(Response response, Interactions.Browser browser) {
        return browser.setCookie() == null ? response : response.with("Set-Cookie", browser.setCookie());
    }
}
