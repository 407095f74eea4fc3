package dev.cardea.openapi;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.json.Json;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// GET /openapi.json: what this server answers, as OpenAPI 3.0.
public final class OpenApiEndpoint implements Endpoint {
    private final String base;
    private final Supplier<List<Router.Route>> routes;
    private volatile byte @Nullable [] document;

    /// @param routes everything that is served, once that is known
    public OpenApiEndpoint(String base, Supplier<List<Router.Route>> routes) {
        this.base = base;
        this.routes = routes;
    }

    /// This, and the page that shows it.
    public static Router routes(String base, Supplier<List<Router.Route>> routes) {
        var docs = new DocsEndpoint();
        return new Router()
                .get("/openapi.json", new OpenApiEndpoint(base, routes))
                .get("/docs", docs)
                .get("/docs/{name}", docs::file);
    }

    @Override
    public Response handle(Request request) {
        var made = document;
        if (made == null) {
            // When first asked, not at start. Whoever else is asked at the same time makes the same.
            made = Json.bytes(Description.of(base, routes.get()));
            document = made;
        }
        return Response.of(200, Response.JSON, made).with("Cache-Control", "public, max-age=600");
    }
}
