package dev.cardea.client;

import dev.cardea.client.Client.Permissions;
import dev.cardea.config.Section;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import java.util.List;
import java.util.Set;

/// Reads what a client may ask for, and checks that its grants and response types fit together.
final class PermissionSettings {
    private static final String CODE_GRANT = "authorization_code";
    private static final String IMPLICIT = "implicit";
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final List<String> GRANTS = List.of(CODE_GRANT, "refresh_token", "client_credentials", IMPLICIT,
            ExchangeSettings.GRANT, JWT_BEARER, DEVICE, BackchannelSettings.GRANT);
    /// Those that end in what a person lets the client do.
    private static final Set<String> OF_PEOPLE = Set.of(CODE_GRANT, IMPLICIT, DEVICE, BackchannelSettings.GRANT);
    private static final String SCOPE = "openid profile email address phone offline_access";

    private PermissionSettings() {}

    static Permissions read(Section section, String authMethod, List<ResponseType> offered) {
        var grants = section.subset("grant_types", GRANTS, List.of(CODE_GRANT));
        var usesCode = grants.contains(CODE_GRANT);
        var responses = section.subset(
                "response_types", ResponseType.values(List.of(ResponseType.values())),
                usesCode ? List.of("code") : List.of());
        var requirePkce = section.flag("require_pkce", true);
        var methods = section.subset("pkce_methods", List.of("S256", "plain"), List.of("S256"));
        check(section, grants, responses, offered);
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
                scope(section, grants.stream().anyMatch(OF_PEOPLE::contains) ? SCOPE : ""),
                requirePkce,
                Set.copyOf(methods),
                Set.copyOf(section.strings("required_roles", List.of())),
                ExchangeSettings.read(section, grants, authMethod),
                BackchannelSettings.read(section, grants, authMethod),
                Set.copyOf(section.strings("authorization_details_types", List.of())));
    }

    private static void check(Section section, List<String> grants, List<String> responses,
            List<ResponseType> offered) {
        var usesCode = grants.contains(CODE_GRANT);
        if (grants.isEmpty() && section.values("grant_types").isEmpty())
            section.mistake("grant_types", "is empty", "list at least one of " + String.join(", ", GRANTS));
        var types = responses.stream().flatMap(type -> ResponseType.parse(type).stream()).toList();
        if (!offered.containsAll(types))
            section.mistake("response_types", "has token or id_token", "leave it out, or turn features.implicit on");
        pair(section, "code", types.stream().anyMatch(ResponseType::withCode), CODE_GRANT, usesCode);
        pair(section, "token or id_token", types.stream().anyMatch(ResponseType::isImplicitOrHybrid), IMPLICIT,
                grants.contains(IMPLICIT));
        if ((usesCode || grants.contains(IMPLICIT)) && section.values("redirect_uris").isEmpty())
            section.mistake("redirect_uris", "is missing", "list where answers to the client may be sent");
        if (grants.contains("refresh_token") && !usesCode && !grants.contains(DEVICE)
                && !grants.contains(BackchannelSettings.GRANT))
            section.mistake(
                    "grant_types",
                    "has refresh_token without a grant that issues one",
                    "add authorization_code, or leave refresh_token out (RFC 6749 §4.4.3)");
    }

    /// OIDC Registration §2: response types and grants go together.
    private static void pair(Section section, String word, boolean answered, String grant, boolean granted) {
        if (answered && !granted)
            section.mistake("response_types", "has " + word, "add " + grant + " to grant_types, or leave it out");
        if (granted && !answered)
            section.mistake("response_types", "has no " + word, "add it: the " + grant + " grant needs it");
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
