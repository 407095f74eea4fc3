package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import java.util.function.Consumer;

import static dev.cardea.oauth.OAuthError.invalidToken;

/// Who may use what this server protects with access tokens of its own (RFC 6750, RFC 9449 §7, RFC 8705 §3).
public final class ProtectedAccess {
    private final AccessTokens accessTokens;
    private final DpopProofs proofs;

    public ProtectedAccess(AccessTokens accessTokens, DpopProofs proofs) {
        this.accessTokens = accessTokens;
        this.proofs = proofs;
    }

    /// What the request's token opens.
    ///
    /// @param audience that it must be for
    /// @param known told of the token's client before it is asked to prove that the token is its own
    /// @throws dev.cardea.oauth.OAuthException `invalid_token`, `invalid_dpop_proof`, `use_dpop_nonce`
    /// @throws Missing where the request has no token
    public AccessTokens.Active of(Request request, String audience, Consumer<Client> known) {
        var presented = PresentedToken.of(request).orElseThrow(Missing::new);
        var active = accessTokens.find(presented.text())
                .filter(found -> found.token().audience().contains(audience))
                .orElseThrow(() -> invalidToken(
                        "the access token is unknown, expired or revoked, or not meant for this endpoint")
                        .with("cause", () -> accessTokens.dead(presented.text())));
        known.accept(active.client());
        checkPossession(presented, active, request);
        return active;
    }

    /// RFC 6750 §3: a challenge has at least one parameter; §3.1: without a token it says no error.
    public static final class Missing extends RuntimeException {
        private Missing() {
            super("there is no access token", null, false, false);
        }

        public Response challenge() {
            return Response.empty(401)
                    .with("WWW-Authenticate", "Bearer realm=\"cardea\"")
                    .with("WWW-Authenticate", "DPoP algs=\"" + String.join(" ", DpopProofs.ALGORITHMS) + "\"");
        }
    }

    /// RFC 9449 §7.1, §7.2, RFC 8705 §3: who uses a bound token shows what it is bound to, and no token is used as what
    /// it is not.
    private void checkPossession(PresentedToken presented, AccessTokens.Active active, Request request) {
        var binding = active.token().binding();
        var toKey = binding.filter(bound -> bound.kind() == Binding.Kind.key).isPresent();
        if (toKey != presented.withKey())
            throw invalidToken(toKey
                    ? "the access token is bound to a key: send it by the scheme DPoP, with a proof"
                    : "the access token is bound to no key: send it by the scheme Bearer");
        if (binding.isEmpty()) return;
        switch (binding.get().kind()) {
            case key -> checkKey(binding.get().thumbprint(), presented, active, request);
            case certificate -> checkCertificate(binding.get().thumbprint(), request);
            case unknown -> throw invalidToken("the access token is bound in a way that is not known here");
        }
    }

    private void checkKey(String key, PresentedToken presented, AccessTokens.Active active, Request request) {
        var shown = proofs.thumbprint(request, presented.text(), active.client())
                .orElseThrow(() -> OAuthError.of(ErrorCode.invalid_dpop_proof, "the DPoP header is missing"));
        if (!shown.equals(key))
            throw invalidToken("the proof is made with another key than the token is bound to")
                    .by("RFC 9449 §7.1")
                    .with("key of the token", key)
                    .with("key of the proof", shown);
    }

    private static void checkCertificate(String certificate, Request request) {
        var shown = Possession.certificate(request);
        if (shown.filter(certificate::equals).isEmpty())
            throw invalidToken(shown.isEmpty()
                    ? "the access token is bound to a certificate, and none was presented"
                    : "the certificate is another one than the access token is bound to")
                    .by("RFC 8705 §3")
                    .with("certificate of the token", certificate)
                    .with("certificate presented", shown.orElse("there was none"));
    }
}
