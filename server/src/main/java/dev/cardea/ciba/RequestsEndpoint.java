package dev.cardea.ciba;

import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.decoupled.Decisions;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.html.RequestsPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reaches;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /account/requests: shows a person what waits for them, and takes the decisions. Only somebody who is
/// signed in as that person finds a request here, or decides on it.
public final class RequestsEndpoint implements Endpoint {
    public static final String PATH = "/account/requests";
    static final int SHOWN = 20;
    private static final String LINK = "link";

    private final BackchannelRequestStore store;
    private final Decisions decisions;
    private final RequestCodes codes;
    private final Runnable wake;
    private final Clients clients;
    private final Reaches reaches;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Pages pages;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param wake told when there is something to be told to a client
    public RequestsEndpoint(
            BackchannelRequestStore store,
            Decisions decisions,
            RequestCodes codes,
            Runnable wake,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            Interactions interactions,
            Pages pages,
            SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.decisions = decisions;
        this.codes = codes;
        this.wake = wake;
        this.clients = clients;
        this.reaches = reaches;
        this.sessions = sessions;
        this.interactions = interactions;
        this.pages = pages;
        this.random = random;
        this.clock = clock;
    }

    private record Visit(Request request, Interactions.Browser browser, Sessions.Current current) {
        String person() {
            return current.user().id().value();
        }
    }

    /// What waits, and whose it is.
    private record Waiting(BackchannelRequest request, Client client) {}

    @Override
    public Response handle(Request request) {
        var browser = interactions.browser(request);
        var current = sessions.current(request);
        if (current.isEmpty()) return toSignIn(browser, Map.of());
        var visit = new Visit(request, browser, current.get());
        if (request.isPost()) return decide(visit);
        var link = followed(request);
        return link.isPresent() ? Response.redirect(PATH + "/" + link.get()) : page(visit, null);
    }

    /// GET /account/requests/{link}: the request that the person was sent a mail about. Whoever is not signed in is asked
    /// to, whatever the link is, and nothing is decided by following it.
    public Response linked(Request request) {
        var browser = interactions.browser(request);
        var current = sessions.current(request);
        var link = request.pathParameter(LINK);
        var hash = RequestLinks.hash(link);
        var toSignIn = hash.isPresent() ? Map.of(LINK, link) : Map.<String, String>of();
        if (current.isEmpty()) return toSignIn(browser, toSignIn);
        var visit = new Visit(request, browser, current.get());
        var found = hash.flatMap(store::linked).flatMap(one -> open(one, visit));
        if (found.isEmpty()) return page(visit, RequestsPage.Result.ELSEWHERE);
        if (mustSignInAgain(visit, found.get())) return toSignIn(browser, toSignIn);
        return page(visit, List.of(found.get()), null);
    }

    /// The link that led to signing in.
    private Optional<String> followed(Request request) {
        return request.query()
                .get("interaction")
                .flatMap(handle -> interactions.open(handle, request))
                .map(opened -> opened.interaction().parameters().get(LINK));
    }

    private Response decide(Visit visit) {
        var form = visit.request().form();
        var name = form.require("request");
        var decision = form.require("decision");
        if (!interactions.isGenuine(visit.request(), PATH, name, visit.person()))
            return page(visit, RequestsPage.Result.EXPIRED);
        var found = waiting(visit).stream().filter(one -> one.request().name().equals(name)).findFirst();
        if (found.isEmpty()) return page(visit, RequestsPage.Result.GONE);
        if (mustSignInAgain(visit, found.get())) return toSignIn(visit.browser(), Map.of());
        boolean allowed = decision.equals("allow");
        if (!allowed && !decision.equals("deny")) throw invalidRequest("decision must be allow or deny");
        if (!decided(visit, found.get(), allowed)) return page(visit, RequestsPage.Result.GONE);
        wake.run();
        return page(visit, allowed ? RequestsPage.Result.ALLOWED : RequestsPage.Result.DENIED);
    }

    private boolean decided(Visit visit, Waiting waiting, boolean allowed) {
        var told = Notifications.of(waiting.request(), random, clock.instant());
        return allowed
                ? decisions.approve(store, waiting.request(), waiting.client(), visit.current(), told)
                : decisions.deny(store, waiting.request(), visit.current(), told);
    }

    /// As at the authorization endpoint, for a client with `default_max_age`: unless the person signed in for it.
    private boolean mustSignInAgain(Visit visit, Waiting waiting) {
        var authTime = visit.current().session().authTime();
        var maxAge = waiting.client().sign().defaultMaxAge();
        return maxAge != null && authTime.isBefore(waiting.request().createdAt())
                && clock.instant().isAfter(authTime.plus(maxAge));
    }

    private List<Waiting> waiting(Visit visit) {
        return store.waiting(visit.current().user().id(), clock.instant(), SHOWN)
                .stream()
                .flatMap(one -> open(one, visit).stream())
                .toList();
    }

    private Optional<Waiting> open(BackchannelRequest request, Visit visit) {
        return clients.find(request.client())
                .filter(client -> request.isOpen(client, visit.current().user(), clock.instant()))
                .map(client -> new Waiting(request, client));
    }

    private Response toSignIn(Interactions.Browser browser, Map<String, String> parameters) {
        var interaction = new Interaction(parameters, clock.instant(), Interaction.Resume.requests);
        return withCookie(Response.redirect("/login?request=" + interactions.seal(interaction, browser)), browser);
    }

    private Response page(Visit visit, RequestsPage.@Nullable Result result) {
        return page(visit, waiting(visit), result);
    }

    private Response page(Visit visit, List<Waiting> shown, RequestsPage.@Nullable Result result) {
        var now = clock.instant();
        var locale = Locales.negotiate(null, visit.request().headers("Accept-Language"));
        var user = visit.current().user();
        var name = user.claims().get("name");
        var cards = shown.stream().map(one -> {
            var display = one.client().display().in(locale);
            var request = one.request();
            return new RequestsPage.Card(
                    request.name(),
                    interactions.csrfToken(visit.browser(), PATH, request.name(), visit.person()),
                    display.name(),
                    display.uri(),
                    request.bindingMessage(),
                    List.copyOf(request.scopes().values()),
                    reaches.cards(request.details(), locale),
                    minutes(now, request.expiresAt()));
        }).toList();
        return withCookie(pages.requests(new RequestsPage(locale, PATH, cards,
                name instanceof String text ? text : user.displayName(), user.email(),
                new RequestsPage.Code(RequestCodeEndpoint.PATH,
                        interactions.csrfToken(visit.browser(), RequestCodeEndpoint.PATH, visit.person()),
                        codes.isSetBy(user.id())),
                result)), visit.browser());
    }

    /// The one that has begun counts.
    private static long minutes(Instant now, Instant end) {
        return Math.ceilDiv(Duration.between(now, end).toSeconds(), 60L);
    }

    private static Response withCookie(Response response, Interactions.Browser browser) {
        return browser.setCookie() == null ? response : response.with("Set-Cookie", browser.setCookie());
    }
}
