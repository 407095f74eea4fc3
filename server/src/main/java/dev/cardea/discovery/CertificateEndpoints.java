package dev.cardea.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The endpoints that clients call with their certificates (RFC 8705 §3.3, §5).
///
/// @param seen whether certificates come in anywhere
/// @param address what the addresses for certificates begin with; null where there are none but the usual ones
public record CertificateEndpoints(boolean seen, @Nullable String address) {
    private static final Map<String, String> PATHS = Map.of(
            "token_endpoint", "/oauth2/token",
            "revocation_endpoint", "/oauth2/revoke",
            "introspection_endpoint", "/oauth2/introspect",
            "pushed_authorization_request_endpoint", "/oauth2/par",
            "device_authorization_endpoint", "/oauth2/device",
            "backchannel_authentication_endpoint", "/oauth2/bc-authorize",
            "userinfo_endpoint", "/userinfo");

    /// Whether the route is one of them: people's browsers have no business there.
    public static boolean serve(String pattern) {
        return PATHS.containsValue(pattern);
    }

    void describe(Map<String, Object> document) {
        if (!seen) return;
        document.put("tls_client_certificate_bound_access_tokens", true);
        if (address == null) return;
        var aliases = new LinkedHashMap<String, Object>();
        PATHS.keySet().stream().sorted().forEach(name -> aliases.put(name, address + PATHS.get(name)));
        document.put("mtls_endpoint_aliases", aliases);
    }
}
