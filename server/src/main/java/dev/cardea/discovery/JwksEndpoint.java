package dev.cardea.discovery;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.KeyRing;

/// GET /.well-known/jwks.json: the public keys (RFC 7517 §5).
public final class JwksEndpoint implements Endpoint {
    private final KeyRing keys;

    public JwksEndpoint(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public Response handle(Request request) {
        return Response.of(200, Response.JSON, keys.jwks()).with("Cache-Control", "public, max-age=600");
    }
}
