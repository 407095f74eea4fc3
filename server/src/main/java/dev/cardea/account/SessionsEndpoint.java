package dev.cardea.account;

import dev.cardea.client.Clients;
import dev.cardea.html.BrowserName;
import dev.cardea.html.Pages;
import dev.cardea.html.SessionsPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Session;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.Sessions;
import java.util.Comparator;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET and POST /account/sessions: where the person is signed in, and ending it there. What was issued in a session dies
/// with it, and its clients are told.
public final class SessionsEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.sessions.path();
    private static final String OTHERS = "others";
    private static final String ENDED = "ended";

    private final Entrance entrance;
    private final Sessions sessions;
    private final SessionEndings endings;
    private final Clients clients;
    private final Interactions interactions;
    private final Pages pages;

    public SessionsEndpoint(Entrance entrance, Sessions sessions, SessionEndings endings, Clients clients,
            Interactions interactions, Pages pages) {
        this.entrance = entrance;
        this.sessions = sessions;
        this.endings = endings;
        this.clients = clients;
        this.interactions = interactions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return entrance.signedIn(request, Interaction.Resume.sessions, request.isPost() ? this::end : this::page);
    }

    private Response end(Visit visit) {
        var which = visit.request().form().require("request");
        if (!interactions.isGenuine(visit.request(), PATH, which, visit.person()))
            throw invalidRequest("this page belongs to another browser or person; open it again");
        var here = visit.current().session().id();
        for (var session : sessions.of(visit.user()))
            if (isMeant(session.id(), which, here))
                endings.end(session.id(), SessionEndings.Reason.ended_by_person);
        return Response.redirect(PATH + "?" + ENDED + "=1");
    }

    private static boolean isMeant(ExpiringId id, String which, ExpiringId here) {
        return which.equals(OTHERS) ? !id.equals(here) : which.equals(id.toString());
    }

    private Response page(Visit visit) {
        var here = visit.current().session().id();
        var places = sessions.of(visit.user())
                .stream()
                .sorted(Comparator.comparing((Session session) -> !session.id().equals(here))
                        .thenComparing(Session::lastSeenAt, Comparator.reverseOrder()))
                .map(session -> place(session, visit))
                .toList();
        return pages.sessions(new SessionsPage(visit.locale(), PATH, visit.user().displayName(), csrf(visit, OTHERS),
                places, visit.request().query().get(ENDED).isPresent()));
    }

    private SessionsPage.Place place(Session session, Visit visit) {
        var id = session.id().toString();
        var names = session.clients()
                .stream()
                .map(client -> clients.find(client)
                        .map(known -> known.display().in(visit.locale()).name())
                        .orElse(client.value()))
                .toList();
        return new SessionsPage.Place(id, csrf(visit, id), BrowserName.of(session.userAgent()), session.address(),
                session.createdAt(), session.lastSeenAt(), names,
                session.id().equals(visit.current().session().id()));
    }

    private String csrf(Visit visit, String subject) {
        return interactions.csrfToken(visit.browser(), PATH, subject, visit.person());
    }
}
