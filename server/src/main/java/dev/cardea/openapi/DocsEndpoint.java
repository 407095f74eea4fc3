package dev.cardea.openapi;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// GET /docs and what it loads: Swagger UI, from this server alone. Its styles are inline, so that this page allows; its
/// scripts are files.
public final class DocsEndpoint implements Endpoint {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    private static final Map<String, String> OWN = Map.of(
            "start.js", SCRIPT);
    private static final Map<String, String> FROM_SWAGGER = Map.of(
            "swagger-ui-bundle.js", SCRIPT,
            "swagger-ui.css", "text/css;charset=UTF-8",
            "oauth2-redirect.html", HTML,
            "oauth2-redirect.js", SCRIPT);
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    /// Serves `/docs`, and `/docs/{name}` by [#file].
    @Override
    public Response handle(Request request) {
        return answer("/openapi/docs.html", HTML).with("Content-Security-Policy", POLICY);
    }

    public Response file(Request request) {
        var name = request.pathParameter("name");
        var own = OWN.get(name);
        if (own != null) return answer("/openapi/" + name, own);
        var type = FROM_SWAGGER.get(name);
        if (type == null) return Response.text(404, "There is no such file.\n");
        var answer = answer(SWAGGER + name, type);
        return type.equals(HTML) ? answer.with("Content-Security-Policy", POLICY) : answer;
    }

    private static Response answer(String resource, String type) {
        try (var in = DocsEndpoint.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("there is no resource " + resource);
            return Response.of(200, type, in.readAllBytes()).with("Cache-Control", "public, max-age=600");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
