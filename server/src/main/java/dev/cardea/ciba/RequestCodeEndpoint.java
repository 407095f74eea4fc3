package dev.cardea.ciba;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// POST /account/requests/code: sets the code of the person who is signed in, or takes it away.
public final class RequestCodeEndpoint implements Endpoint {
    public static final String PATH = RequestsEndpoint.PATH + "/code";

    private final RequestCodes codes;
    private final Sessions sessions;
    private final Interactions interactions;

    public RequestCodeEndpoint(RequestCodes codes, Sessions sessions, Interactions interactions) {
        this.codes = codes;
        this.sessions = sessions;
        this.interactions = interactions;
    }

    @Override
    public Response handle(Request request) {
        var current = sessions.current(request);
        // The page asks to sign in, or shows what is so now.
        var page = Response.redirect(RequestsEndpoint.PATH);
        if (current.isEmpty()) return page;
        var user = current.get().user().id();
        if (!interactions.isGenuine(request, PATH, user.value())) return page;
        switch (request.form().require("decision")) {
            case "set" -> {
                var code = request.form().get("code").orElse("").strip();
                if (!RequestCodes.isUsable(code)) throw invalidRequest("a code has 4 to 64 characters");
                codes.set(user, code);
            }
            case "remove" -> codes.remove(user);
            default -> throw invalidRequest("decision must be set or remove");
        }
        return page;
    }
}
