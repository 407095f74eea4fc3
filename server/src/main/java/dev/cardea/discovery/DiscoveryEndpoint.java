package dev.cardea.discovery;

import dev.cardea.claims.Claims;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.jose.DecryptionKeys;
import dev.cardea.jose.Encryption;
import dev.cardea.jose.Verifiers;
import dev.cardea.json.Json;
import dev.cardea.oauth.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// GET /.well-known/openid-configuration (OpenID Connect Discovery 1.0 §3) and /.well-known/oauth-authorization-server
/// (RFC 8414 §3). Computed once, from the very lists that the server works with, so it cannot say what is not so.
public final class DiscoveryEndpoint implements Endpoint {
    /// What the server was built with.
    public record Capabilities(
            List<String> grantTypes,
            List<String> responseTypes,
            List<String> responseModes,
            List<String> authMethods,
            List<String> assertionAlgorithms,
            List<String> proofAlgorithms,
            List<String> signingAlgorithms,
            boolean unsignedIdTokens,
            Requests requests,
            List<String> detailTypes,
            Claims claims,
            List<String> acrValues,
            List<String> locales,
            boolean registration,
            boolean sessionManagement,
            boolean clientIdDocuments,
            CertificateEndpoints certificates) {}

    /// How authorization requests may come other than as plain parameters.
    ///
    /// @param requirePushed whether they must be pushed, whichever client they are of (RFC 9126 §5)
    public record Requests(List<String> signingAlgorithms, boolean requirePushed) {}

    private final byte[] document;

    /// @param base what the addresses of the endpoints begin with
    public DiscoveryEndpoint(String issuer, String base, Capabilities capabilities) {
        document = Json.bytes(metadata(issuer, base, capabilities));
    }

    @Override
    public Response handle(Request request) {
        return Response.of(200, Response.JSON, document).with("Cache-Control", "public, max-age=600");
    }

    private static Map<String, Object> metadata(String issuer, String base, Capabilities can) {
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", base + "/oauth2/auth");
        document.put("token_endpoint", base + "/oauth2/token");
        document.put("jwks_uri", base + "/.well-known/jwks.json");
        document.put("userinfo_endpoint", base + "/userinfo");
        document.put("introspection_endpoint", base + "/oauth2/introspect");
        document.put("revocation_endpoint", base + "/oauth2/revoke");
        document.put("device_authorization_endpoint", base + "/oauth2/device");
        document.put("end_session_endpoint", base + "/oauth2/sessions/logout");
        if (can.registration()) document.put("registration_endpoint", base + "/oauth2/register");
        if (can.clientIdDocuments()) document.put("client_id_metadata_document_supported", true);
        if (can.sessionManagement()) document.put("check_session_iframe", base + "/oauth2/sessions/check");
        for (var way : List.of("backchannel_logout", "frontchannel_logout")) {
            document.put(way + "_supported", true);
            document.put(way + "_session_supported", true);
        }
        document.put("scopes_supported", scopes(can.claims()));
        document.put("response_types_supported", can.responseTypes());
        document.put("response_modes_supported", can.responseModes());
        document.put("authorization_signing_alg_values_supported", can.signingAlgorithms());
        document.put("grant_types_supported", can.grantTypes());
        document.put("subject_types_supported", List.of("public", "pairwise"));
        document.put("acr_values_supported", can.acrValues());
        var orNone = new ArrayList<>(can.signingAlgorithms());
        orNone.add("none");
        document.put("id_token_signing_alg_values_supported",
                can.unsignedIdTokens() ? orNone : can.signingAlgorithms());
        document.put("userinfo_signing_alg_values_supported", orNone);
        document.put("introspection_signing_alg_values_supported", can.signingAlgorithms());
        for (var answer : List.of("id_token", "userinfo", "authorization", "introspection")) {
            document.put(answer + "_encryption_alg_values_supported", Encryption.ALGORITHMS);
            document.put(answer + "_encryption_enc_values_supported", Encryption.METHODS);
        }
        for (var endpoint : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            var methods = can.authMethods()
                    .stream()
                    .filter(method -> !endpoint.equals("introspection_endpoint") || !method.equals("none"))
                    .toList();
            document.put(endpoint + "_auth_methods_supported", methods);
            document.put(endpoint + "_auth_signing_alg_values_supported", can.assertionAlgorithms());
        }
        document.put("claim_types_supported", List.of("normal"));
        document.put("claims_supported", claims(can.claims()));
        document.put("claims_parameter_supported", true);
        requests(document, base, can.requests());
        // RFC 9396 §10.
        if (!can.detailTypes().isEmpty()) document.put("authorization_details_types_supported", can.detailTypes());
        backchannel(document, base);
        can.certificates().describe(document);
        document.put("dpop_signing_alg_values_supported", can.proofAlgorithms());
        document.put("code_challenge_methods_supported", List.of("S256", "plain"));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        document.put("ui_locales_supported", can.locales());
        return document;
    }

    private static void requests(Map<String, Object> document, String base, Requests can) {
        document.put("pushed_authorization_request_endpoint", base + "/oauth2/par");
        document.put("require_pushed_authorization_requests", can.requirePushed());
        document.put("request_parameter_supported", true);
        document.put("request_uri_parameter_supported", true);
        document.put("require_request_uri_registration", true);
        document.put("require_signed_request_object", false); // of some clients it is
        document.put("request_object_signing_alg_values_supported", can.signingAlgorithms());
        document.put("request_object_encryption_alg_values_supported", DecryptionKeys.ALGORITHMS);
        document.put("request_object_encryption_enc_values_supported", DecryptionKeys.METHODS);
    }

    /// CIBA Core §4.
    private static void backchannel(Map<String, Object> document, String base) {
        document.put("backchannel_authentication_endpoint", base + "/oauth2/bc-authorize");
        document.put("backchannel_token_delivery_modes_supported", List.of("poll", "ping", "push"));
        document.put("backchannel_authentication_request_signing_alg_values_supported", Verifiers.ALGORITHMS.stream()
                .sorted()
                .toList());
        document.put("backchannel_user_code_parameter_supported", true);
    }

    private static List<String> scopes(Claims people) {
        var scopes = new ArrayList<String>();
        scopes.add(Scopes.OPENID);
        scopes.addAll(people.scopes());
        scopes.add("offline_access");
        scopes.add("offline");
        return scopes;
    }

    private static List<String> claims(Claims people) {
        var claims = new ArrayList<>(
                List.of("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"));
        claims.addAll(people.supported());
        return claims;
    }
}
