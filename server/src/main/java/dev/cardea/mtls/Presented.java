package dev.cardea.mtls;

import dev.cardea.http.Request;
import dev.cardea.oauth.ClientId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A certificate that came with a request which names a client (RFC 8705 §2), and those above it.
record Presented(ClientId client, List<X509Certificate> chain) {
    static Optional<Presented> in(Request request) {
        if (request.certificates().isEmpty()) return Optional.empty();
        return request.form().get("client_id").map(id -> new Presented(new ClientId(id), request.certificates()));
    }

    X509Certificate own() {
        return chain.getFirst();
    }
}
