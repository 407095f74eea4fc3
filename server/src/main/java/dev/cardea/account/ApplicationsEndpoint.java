package dev.cardea.account;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Clients;
import dev.cardea.consent.ConsentStore;
import dev.cardea.html.ApplicationsPage;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reaches;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /account/applications: which applications the signed-in person gave access to, and taking it back. What
/// is taken back is gone at once, with every token, and asked for anew the next time.
public final class ApplicationsEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.applications.path();
    private static final String WITHDRAWN = "withdrawn";
    private final Applications applications;
    private final ConsentStore consents;
    private final Clients clients;
    private final Reaches reaches;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Pages pages;
    private final AuditLog audit;
    private final InstantSource clock;

    public ApplicationsEndpoint(
            Applications applications,
            ConsentStore consents,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            Interactions interactions,
            Pages pages,
            AuditLog audit,
            InstantSource clock) {
        this.applications = applications;
        this.consents = consents;
        this.clients = clients;
        this.reaches = reaches;
        this.sessions = sessions;
        this.interactions = interactions;
        this.pages = pages;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var browser = interactions.browser(request);
        var session = sessions.current(request);
        if (session.isEmpty()) return withCookie(toSignIn(browser), browser);
        return request.isPost()
                ? withdraw(request, session.get())
                : withCookie(page(request, browser, session.get()), browser);
    }

    private Response toSignIn(Interactions.Browser browser) {
        var back = new Interaction(Map.of(), clock.instant(), Interaction.Resume.applications);
        return Response.redirect("/login?request=" + interactions.seal(back, browser));
    }

    private Response withdraw(Request request, Sessions.Current session) {
        var id = request.form().require("request");
        var user = session.user().id();
        // Made for this person and this application: it cannot be sent for another.
        if (!interactions.isGenuine(request, PATH, id, user.value()))
            throw invalidRequest("this page belongs to another browser or person; open it again");
        var client = new ClientId(id);
        var withdrawn = consents.withdraw(user, client, clock.instant());
        if (withdrawn.anything())
            audit.record(new AuditEvent.ConsentWithdrawn(user, client, withdrawn.authorizations()));
        return Response.redirect(PATH + "?" + WITHDRAWN + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    private Response page(Request request, Interactions.Browser browser, Sessions.Current session) {
        var locale = Locales.negotiate(null, request.headers("Accept-Language"));
        var user = session.user();
        var granted = applications.of(user.id());
        var shown = granted.stream()
                .map(application -> {
                    var id = application.client().value();
                    return shown(application, locale, interactions.csrfToken(browser, PATH, id, user.id().value()));
                })
                .toList();
        return pages.applications(new ApplicationsPage(
                locale, PATH, user.displayName(), shown, withdrawn(request, granted, locale)));
    }

    private ApplicationsPage.Application shown(Applications.Application application, Locale locale, String csrf) {
        var client = application.registered();
        var display = client == null ? null : client.display().in(locale);
        return new ApplicationsPage.Application(
                application.client().value(),
                csrf,
                display == null ? application.client().value() : display.name(),
                display == null ? null : display.uri(),
                List.copyOf(application.scopes().values()),
                reaches.cards(application.details(), locale),
                application.since(),
                application.lastUsedAt(),
                application.lasting(),
                client != null && client.sign().firstParty());
    }

    /// The name of what was taken back. Anybody can make up an address, so only of what really has no access.
    private @Nullable String withdrawn(Request request, List<Applications.Application> granted, Locale locale) {
        return request.query()
                .get(WITHDRAWN)
                .map(ClientId::new)
                .filter(id -> granted.stream().noneMatch(application -> application.client().equals(id)))
                .flatMap(clients::find)
                .map(client -> client.display().in(locale).name())
                .orElse(null);
    }

    private static Response withCookie(Response response, Interactions.Browser browser) {
        return Optional.ofNullable(browser.setCookie())
                .map(cookie -> response.with("Set-Cookie", cookie))
                .orElse(response);
    }
}
