package dev.cardea.client;

import dev.cardea.client.Client.Permissions;
import dev.cardea.config.Section;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.util.List;
import java.util.Set;

/// Reads what a client may ask for, and checks that its grants and response types fit together.
final class PermissionSettings {
    private static final String CODE_GRANT = "authorization_code";
    private static final List<String> GRANTS = List.of(CODE_GRANT, "refresh_token", "client_credentials");
    private static final List<String> LATER_GRANTS = List.of(
            "implicit",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:openid:params:grant-type:ciba");
    private static final List<String> LATER_RESPONSES = List.of(
            "token", "id_token", "id_token token", "code id_token", "code token", "code id_token token");
    private static final String SCOPE = "openid profile email address phone offline_access";

    private PermissionSettings() {}

    static Permissions read(Section section, String authMethod) {
        var grants = section.subset("grant_types", GRANTS, LATER_GRANTS, List.of(CODE_GRANT));
        var usesCode = grants.contains(CODE_GRANT);
        var responses = section.subset(
                "response_types", List.of("code"), LATER_RESPONSES, usesCode ? List.of("code") : List.of());
        var requirePkce = section.flag("require_pkce", true);
        var methods = section.subset("pkce_methods", List.of("S256", "plain"), List.of("S256"));
        check(section, grants, responses);
        if (authMethod.equals("none")) {
            if (!requirePkce)
                section.mistake("require_pkce", "is off for a public client", "leave it on (RFC 9700 §2.1.1)");
            if (grants.contains("client_credentials"))
                section.mistake(
                        "grant_types",
                        "has client_credentials, but token_endpoint_auth_method is none",
                        "give the client a way to authenticate (RFC 6749 §4.4)");
        }
        if (requirePkce && methods.isEmpty())
            section.mistake("pkce_methods", "is empty, but PKCE is required", "list S256");
        return new Permissions(
                Set.copyOf(grants),
                Set.copyOf(responses),
                scope(section, usesCode ? SCOPE : ""),
                requirePkce,
                Set.copyOf(methods),
                Set.copyOf(section.strings("required_roles", List.of())));
    }

    private static void check(Section section, List<String> grants, List<String> responses) {
        var usesCode = grants.contains(CODE_GRANT);
        if (grants.isEmpty() && section.values("grant_types").isEmpty())
            section.mistake("grant_types", "is empty", "list at least one of " + String.join(", ", GRANTS));
        if (responses.contains("code") && !usesCode)
            section.mistake("response_types", "has code", "add authorization_code to grant_types, or leave code out");
        if (usesCode && section.values("response_types").isEmpty() && section.has("response_types"))
            section.mistake("response_types", "is empty", "list code: the authorization_code grant needs it");
        if (usesCode && section.values("redirect_uris").isEmpty())
            section.mistake("redirect_uris", "is missing", "list where the authorization_code grant may send answers");
        if (grants.contains("refresh_token") && !usesCode)
            section.mistake(
                    "grant_types",
                    "has refresh_token without a grant that issues one",
                    "add authorization_code, or leave refresh_token out (RFC 6749 §4.4.3)");
    }

    private static Scopes scope(Section section, String otherwise) {
        var value = section.value("scope");
        try {
            return Scopes.parse(value.isPresent() ? value.get().text() : otherwise);
        } catch (OAuthException e) {
            section.mistake("scope", e.error().description(), "write scope values separated by single spaces");
            return Scopes.NONE;
        }
    }
}
