package dev.cardea.http;

import dev.cardea.http.Router.Cors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// CORS: which answers a page of another origin may read, and the preflight that asks beforehand (Fetch §3.2).
/// `Access-Control-Allow-Credentials` is never sent: what a cookie opens is for this server's own pages.
final class CrossOrigin {
    private static final String ORIGIN = "Access-Control-Allow-Origin";
    private static final Response.Header VARY = new Response.Header("Vary", "Origin");
    private static final Response.Header ANYONE = new Response.Header(ORIGIN, "*");
    private static final Response.Header EXPOSED = new Response.Header("Access-Control-Expose-Headers",
            "WWW-Authenticate, DPoP-Nonce, X-Request-Id");
    private static final Response.Header SENDABLE = new Response.Header("Access-Control-Allow-Headers",
            "Authorization, Content-Type, DPoP");
    private static final Response.Header FOR_TWO_HOURS = new Response.Header("Access-Control-Max-Age", "7200");
    private final Predicate<String> allowedOrigin;

    CrossOrigin(Predicate<String> allowedOrigin) {
        this.allowedOrigin = allowedOrigin;
    }

    /// The headers to add to an answer of the route.
    List<Response.Header> headers(Cors cors, Request request) {
        return switch (cors) {
            case NONE -> List.of();
            case PUBLIC -> List.of(ANYONE, EXPOSED);
            case CLIENTS -> {
                var origins = request.headers("Origin");
                // Without Origin too: a cache must not give this answer to a page that sends one.
                if (origins.size() != 1 || !allowed(origins.getFirst())) yield List.of(VARY);
                yield List.of(VARY, new Response.Header(ORIGIN, origins.getFirst()), EXPOSED);
            }
        };
    }

    /// `null` is the origin of every sandboxed page, whoever wrote it.
    private boolean allowed(String origin) {
        return !origin.equals("null") && allowedOrigin.test(origin);
    }

    static boolean isPreflight(Request request) {
        return !request.headers("Origin").isEmpty() && !request.headers("Access-Control-Request-Method").isEmpty();
    }

    /// Answers an OPTIONS request: to a permitted preflight with the permission, otherwise with the methods alone.
    Response options(RouteTable.Place place, Request request) {
        var answer = Response.empty(204).with("Allow", place.allow);
        if (!isPreflight(request)) return answer;
        var served = place.served(request.headers("Access-Control-Request-Method").getFirst());
        if (served == null) return answer;
        var headers = new ArrayList<>(answer.headers());
        var permission = headers(served.route().cors(), request);
        headers.addAll(permission);
        if (permission.stream().anyMatch(h -> h.name().equals(ORIGIN))) {
            headers.add(new Response.Header("Access-Control-Allow-Methods", place.allow));
            headers.add(SENDABLE);
            headers.add(FOR_TWO_HOURS);
        }
        return new Response(204, headers, new byte[0]);
    }
}
