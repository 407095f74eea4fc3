package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.http.Request;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.TokenHash;
import dev.cardea.token.Binding.Kind;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;

import static dev.cardea.oauth.ErrorCode.invalid_dpop_proof;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// What a client has proven to hold with a request.
///
/// @param key the thumbprint of the key of its DPoP proof (RFC 9449 §5)
/// @param certificate that of its certificate (RFC 8705 §3.1)
/// @param binding of the tokens that it gets
public record Possession(Optional<String> key, Optional<String> certificate, Optional<Binding> binding) {
    /// Of a client that has not sent a request.
    public static final Possession NONE = new Possession(Optional.empty(), Optional.empty(), Optional.empty());

    /// @param key the thumbprint of the key of the proof that came with the request
    /// @throws dev.cardea.oauth.OAuthException where the client is registered for more than it proves
    static Possession of(Request request, Client client, Optional<String> key) {
        var certificate = certificate(request);
        var bound = client.tokens().certificateBound()
                ? Optional.of(toCertificate(key, certificate))
                : toKey(client, key);
        return new Possession(key, certificate, bound);
    }

    /// Empty where the request came without one.
    public static Optional<String> certificate(Request request) {
        return request.certificates().stream().findFirst().map(certificate -> {
            try {
                return TokenHash.of(certificate.getEncoded()).base64Url();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("what was read cannot be written", e);
            }
        });
    }

    private static Optional<Binding> toKey(Client client, Optional<String> key) {
        if (key.isEmpty() && client.tokens().dpopBound())
            throw OAuthError.of(invalid_dpop_proof, "this client must send a DPoP proof (RFC 9449 §5)");
        return key.map(thumbprint -> new Binding(Kind.key, thumbprint));
    }

    private static Binding toCertificate(Optional<String> key, Optional<String> certificate) {
        if (key.isPresent())
            throw invalidRequest("this client gets tokens that are bound to its certificate: send no DPoP proof")
                    .by("RFC 8705 §3");
        return certificate.map(thumbprint -> new Binding(Kind.certificate, thumbprint))
                .orElseThrow(() -> invalidRequest("this client is registered for tokens that are bound to its"
                        + " certificate, and presented none: use the address in mtls_endpoint_aliases, if there is one")
                        .by("RFC 8705 §3"));
    }

    boolean proves(Binding bound) {
        return switch (bound.kind()) {
            case key -> key.filter(bound.thumbprint()::equals).isPresent();
            case certificate -> certificate.filter(bound.thumbprint()::equals).isPresent();
            case unknown -> false;
        };
    }
}
