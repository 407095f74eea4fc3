package dev.cardea.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The addresses of the server: which [Endpoint] answers which method and path. A pattern's segment may be
/// `{name}`; a final slash is accepted and ignored.
public final class Router {
    /// Who may read the answer from a page of another origin (CORS).
    public enum Cors {
        /// Nobody: pages for people, and everything that a cookie opens.
        NONE,
        /// Everybody, without credentials: discovery and keys.
        PUBLIC,
        /// The `allowed_cors_origins` of registered clients, without credentials: tokens and userinfo.
        CLIENTS
    }

    /// @param methods the methods served, e.g. `GET`; HEAD is served wherever GET is
    public record Route(Set<String> methods, String pattern, Cors cors, Endpoint endpoint) {
        public Route {
            methods = Set.copyOf(methods);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    public Router get(String pattern, Endpoint endpoint) {
        return add(Set.of("GET"), pattern, Cors.NONE, endpoint);
    }

    public Router post(String pattern, Endpoint endpoint) {
        return add(Set.of("POST"), pattern, Cors.NONE, endpoint);
    }

    public Router add(Set<String> methods, String pattern, Cors cors, Endpoint endpoint) {
        return add(new Route(methods, pattern, cors, endpoint));
    }

    public Router addAll(Router others) {
        routes.addAll(others.routes);
        return this;
    }

    public Router add(Route route) {
        routes.add(route);
        return this;
    }

    /// Puts something around every endpoint added so far.
    public Router around(UnaryOperator<Endpoint> wrapper) {
        routes.replaceAll(route -> new Route(
                route.methods(), route.pattern(), route.cors(), wrapper.apply(route.endpoint())));
        return this;
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }
}
