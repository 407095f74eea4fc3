package dev.cardea.html;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.OAuthException;

/// Shows a person what went wrong: the sentence is for them, the rest for the application's developer and for the
/// operator, who finds the log by the id.
public final class ErrorPages {
    private static final int BAD_REQUEST = 400;
    private final Pages pages;

    public ErrorPages(Pages pages) {
        this.pages = pages;
    }

    /// A protocol refusal that cannot be sent to the client.
    public Response refusal(Request request, OAuthException refusal) {
        request.refused(refusal);
        var error = refusal.error();
        return page(request, BAD_REQUEST, error.code().name(), error.description(), request.id());
    }

    /// A fault: nothing is said of it but the id.
    public Response fault(Request request, int status, String errorId) {
        return page(request, status, "", "", errorId);
    }

    /// Shows the refusals of a page's endpoint as pages.
    public Endpoint around(Endpoint endpoint) {
        return request -> {
            try {
                return endpoint.handle(request);
            } catch (OAuthException refusal) {
                return refusal(request, refusal);
            }
        };
    }

    private Response page(Request request, int status, String error, String description, String errorId) {
        var locale = Locales.negotiate(null, request.headers("Accept-Language"));
        return pages.error(new ErrorPage(locale, status, error, description, errorId, null));
    }
}
