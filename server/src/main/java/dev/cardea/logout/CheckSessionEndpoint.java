package dev.cardea.logout;

import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.BrowserState;

/// GET /oauth2/sessions/check (OpenID Connect Session Management 1.0 §3.2): the page that clients put into a frame and
/// ask by message whether the person who is signed in is still the one they know. It shows nothing and asks no server.
public final class CheckSessionEndpoint implements Endpoint {
    private final Pages pages;
    private final BrowserState browserState;

    public CheckSessionEndpoint(Pages pages, BrowserState browserState) {
        this.pages = pages;
        this.browserState = browserState;
    }

    @Override
    public Response handle(Request request) {
        return pages.checkSession(browserState.cookieName());
    }
}
