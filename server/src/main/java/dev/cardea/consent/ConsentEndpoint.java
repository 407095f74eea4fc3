package dev.cardea.consent;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.Clients;
import dev.cardea.details.Detail;
import dev.cardea.html.ConsentPage;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reaches;
import dev.cardea.token.RequestedClaims;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /consent: names the application and what it asks for; the person accepts or refuses. Only what the
/// sealed request says counts, never what the form could say.
public final class ConsentEndpoint implements Endpoint {
    private static final String PATH = "/consent";
    private final Clients clients;
    private final Sessions sessions;
    private final Interactions interactions;
    private final ConsentStore consents;
    private final Claims claims;
    private final Reaches reaches;
    private final Pages pages;
    private final AuditLog audit;
    private final InstantSource clock;

    public ConsentEndpoint(
            Clients clients,
            Sessions sessions,
            Interactions interactions,
            ConsentStore consents,
            Claims claims,
            Reaches reaches,
            Pages pages,
            AuditLog audit,
            InstantSource clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.interactions = interactions;
        this.consents = consents;
        this.claims = claims;
        this.reaches = reaches;
        this.pages = pages;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var handle = request.parameters().require("request");
        var opened = interactions.open(handle, request)
                .filter(found -> found.interaction().resume() == Interaction.Resume.authorization)
                .orElseThrow(() -> invalidRequest(
                        "this page belongs to another browser or is damaged; start again at the application"));
        var session = sessions.current(request);
        // Not signed in any more, or too late: the authorization endpoint knows what to do next.
        if (session.isEmpty() || opened.expired()) return resume(handle);
        var interaction = opened.interaction();
        var client = clients.find(new ClientId(interaction.parameters().getOrDefault("client_id", "?")))
                .filter(Client::enabled)
                .orElseThrow(() -> invalidRequest("the application is not known any more"));
        // The form is made for this request and this person: it cannot be sent for another.
        var person = session.get().user().id().value();
        if (request.isPost() && interactions.isGenuine(request, PATH, handle, person))
            return decide(request, opened, client, session.get());
        return page(handle, person, opened, client, session.get(), request);
    }

    private Response decide(Request request, Interactions.Opened opened, Client client, Sessions.Current session) {
        var user = session.user().id();
        var scopes = scopes(opened.interaction(), client);
        var reach = reaches.asked(opened.interaction().request(), client);
        return switch (request.form().require("decision")) {
            case "allow" -> {
                consents.grant(new Consent(
                        user, client.id(), scopes, reach.resources(), reach.details(), clock.instant()));
                audit.record(new AuditEvent.ConsentGranted(user, client.id(), scopes, Detail.types(reach.details())));
                yield resume(interactions.seal(opened.interaction(), opened.browser()));
            }
            case "deny" -> {
                audit.record(new AuditEvent.ConsentDenied(user, client.id(), scopes, Detail.types(reach.details())));
                yield resume(interactions.seal(opened.interaction().deny(), opened.browser()));
            }
            default -> throw invalidDecision();
        };
    }

    private static OAuthException invalidDecision() {
        return invalidRequest("decision must be allow or deny");
    }

    private Response page(
            String handle,
            String person,
            Interactions.Opened opened,
            Client client,
            Sessions.Current session,
            Request request) {
        var user = session.user();
        var parameters = opened.interaction().parameters();
        var locale = Locales.negotiate(parameters.get("ui_locales"), request.headers("Accept-Language"));
        var display = client.display().in(locale);
        var name = user.claims().get("name");
        return pages.consent(new ConsentPage(
                locale,
                PATH,
                handle,
                interactions.csrfToken(opened.browser(), PATH, handle, person),
                display.name(),
                display.uri(),
                display.logoUri(),
                display.policyUri(),
                display.tosUri(),
                name instanceof String text ? text : user.displayName(),
                user.email(),
                List.copyOf(scopes(opened.interaction(), client).values()),
                client.redirects().answering(parameters.get("redirect_uri")),
                null,
                new ConsentPage.Extent(places(opened.interaction(), locale),
                        reaches.cards(reaches.details(opened.interaction().request(), client), locale))));
    }

    private Scopes scopes(Interaction interaction, Client client) {
        var parameters = interaction.parameters();
        return claims.agreed(client, Scopes.parse(parameters.getOrDefault("scope", "")),
                RequestedClaims.parse(parameters.get("claims")).names());
    }

    private List<ConsentPage.Place> places(Interaction interaction, Locale locale) {
        return interaction.resources()
                .stream()
                .map(uri -> new ConsentPage.Place(reaches.resources().name(uri, locale), uri))
                .toList();
    }

    private static Response resume(String handle) {
        return Response.redirect("/oauth2/auth?interaction=" + handle);
    }
}
