package dev.cardea.login;

import dev.cardea.html.HomePage;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interaction;
import dev.cardea.session.Sessions;

/// GET /: says who is signed in.
public final class HomeEndpoint implements Endpoint {
    private final Sessions sessions;
    private final Pages pages;

    public HomeEndpoint(Sessions sessions, Pages pages) {
        this.sessions = sessions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        var name = sessions.current(request).map(current -> current.user().displayName()).orElse(null);
        var locale = Locales.negotiate(null, request.headers("Accept-Language"));
        return pages.home(new HomePage(locale, name, "/login", "/oauth2/sessions/logout",
                Interaction.Resume.account.path()));
    }
}
