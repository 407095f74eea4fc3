package dev.cardea.refusal;

import dev.cardea.client.Client;
import dev.cardea.client.Profile;
import dev.cardea.oauth.Scopes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What would have been accepted: how the client is registered, and where the request differs from that.
final class Registered {
    private Registered() {}

    /// @param asked the parameters of the request that are kept
    static Map<String, Object> of(Client client, Map<String, ?> asked, Plain plain) {
        var kept = new LinkedHashMap<String, Object>();
        compare(kept, "redirect_uri", asked, client.redirects().uris(), plain);
        compare(kept, "post_logout_redirect_uri", asked, client.redirects().postLogoutUris(), plain);
        var permissions = client.permissions();
        if (asked.get("scope") instanceof String scope) {
            var surplus = Arrays.stream(scope.split(" "))
                    .filter(one -> !permissions.scope().values().contains(one))
                    .toList();
            if (!surplus.isEmpty()) put(kept, "scope_not_registered", String.join(" ", surplus), plain);
        }
        if (client.profile() != Profile.oauth) kept.put("profile", client.profile().name());
        if (!client.enabled()) kept.put("enabled", false);
        put(kept, "token_endpoint_auth_method", client.credentials().method(), plain);
        put(kept, "token_endpoint_auth_signing_alg", client.credentials().signingAlg(), plain);
        put(kept, "grant_types", Plain.some(permissions.grantTypes()), plain);
        put(kept, "response_types", Plain.some(permissions.responseTypes()), plain);
        put(kept, "scope", permissions.scope(), plain);
        put(kept, "authorization_details_types", Plain.some(permissions.detailTypes()), plain);
        put(kept, "redirect_uris", client.redirects().uris(), plain);
        put(kept, "post_logout_redirect_uris", client.redirects().postLogoutUris(), plain);
        if (permissions.requirePkce()) put(kept, "pkce_methods", Plain.some(permissions.pkceMethods()), plain);
        put(kept, "required_roles", Plain.some(permissions.requiredRoles()), plain);
        if (permissions.exchange() != null) put(kept, "audiences", permissions.exchange().audiences(), plain);
        if (client.tokens().dpopBound()) kept.put("dpop_bound_access_tokens", true);
        if (client.requests().requireObject()) kept.put("require_signed_request_object", true);
        if (client.requests().requirePushed()) kept.put("require_pushed_authorization_requests", true);
        put(kept, "request_object_signing_alg", client.requests().objectAlg(), plain);
        put(kept, "request_uris", client.requests().uris(), plain);
        return kept;
    }

    private static void put(Map<String, Object> kept, String name, @Nullable Object value, Plain plain) {
        if (value == null || (value instanceof List<?> list && list.isEmpty())) return;
        kept.put(name, plain.value(value instanceof Scopes scopes ? scopes.toString() : value));
    }

    private static void compare(
            Map<String, Object> kept, String name, Map<String, ?> asked, List<String> registered, Plain plain) {
        if (!(asked.get(name) instanceof String sent) || registered.contains(sent) || sent.endsWith(Plain.CUT)) return;
        Comparison.of(sent, registered).ifPresent(found -> {
            kept.put("closest_" + name, plain.text(found.closest()));
            kept.put("difference", plain.text(found.difference()));
        });
    }
}
