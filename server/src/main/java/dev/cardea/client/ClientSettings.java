package dev.cardea.client;

import dev.cardea.client.Client.Enrolment;
import dev.cardea.client.Client.Permissions;
import dev.cardea.client.Client.Redirects;
import dev.cardea.client.Client.RefreshTokenPolicy;
import dev.cardea.client.Client.Sign;
import dev.cardea.client.Client.Tokens;
import dev.cardea.client.Client.Told;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.oauth.AcrValues;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ResponseType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a client's metadata: the registered names (RFC 7591 §2, OIDC Registration §2, RP-Initiated Logout §3.1) and
/// Cardea's own. The same for a configuration file and for a stored document.
public final class ClientSettings {
    /// Registered metadata that has no meaning here yet. Accepting it would promise what is not kept.
    private static final List<String> LATER = List.of(
            "acts_as_user",
            "error_uris",
            "login_form_origins");

    private final Lifetimes lifetimes;
    private final List<String> algorithms;
    private final List<ResponseType> responseTypes;
    private final List<String> certificateMethods;
    private final boolean unsignedIdTokens;

    /// For a server that sees no certificates, and signs all ID tokens.
    public ClientSettings(Lifetimes lifetimes, List<String> algorithms, List<ResponseType> responseTypes) {
        this(lifetimes, algorithms, responseTypes, List.of(), false);
    }

    /// @param lifetimes the server's, which a client may override
    /// @param algorithms the server's signing algorithms; the first one is the default for access tokens
    /// @param responseTypes what the server answers with
    /// @param certificateMethods how clients may authenticate with certificates
    /// @param unsignedIdTokens whether clients may register for them
    public ClientSettings(Lifetimes lifetimes, List<String> algorithms, List<ResponseType> responseTypes,
            List<String> certificateMethods, boolean unsignedIdTokens) {
        this.lifetimes = lifetimes;
        this.algorithms = List.copyOf(algorithms);
        this.responseTypes = List.copyOf(responseTypes);
        this.certificateMethods = List.copyOf(certificateMethods);
        this.unsignedIdTokens = unsignedIdTokens;
    }

    /// What it answers is usable only if no mistake was recorded.
    public Client read(Section section) {
        reserved(section);
        var id = id(section);
        var profile = profile(section);
        var credentials = CredentialSettings.read(section, profile);
        CertificateSettings.checkOffered(section, credentials.method(), certificateMethods);
        var permissions = PermissionSettings.read(section, credentials.method(), responseTypes);
        var redirects = redirects(section, permissions);
        var client = new Client(
                id,
                section.string("organization").orElse(null),
                section.flag("enabled", true),
                profile,
                DisplaySettings.read(section, id),
                credentials,
                redirects,
                permissions,
                sign(section),
                SubjectSettings.read(section, redirects.uris()),
                tokens(section, permissions, profile),
                EncryptionSettings.read(section, credentials),
                new Told(only(section, "claims"), only(section, "roles")),
                RequestSettings.read(section, credentials, profile),
                LogoutSettings.read(section, redirects.allowInsecureHttp(), redirects.uris()),
                // Only the store knows these two.
                true,
                Instant.EPOCH);
        ProfileRules.check(section, client);
        return client;
    }

    private static Profile profile(Section section) {
        return Profile.valueOf(section.oneOf("profile", Profile.names(), List.of("native", "legacy"), "oauth"));
    }

    private static void reserved(Section section) {
        LATER.forEach(section::later);
        section.oneOf("redirect_match", List.of("exact"), List.of("path_prefix"), "exact");
        section.only("remote_login_form", "false");
    }

    private static ClientId id(Section section) {
        var value = section.requiredValue("client_id", "give every client one");
        value.filter(v -> !new ClientId(v.text()).isWellFormed())
                .ifPresent(v -> v.wrong("is no client_id", "use up to 255 visible ASCII characters"));
        return new ClientId(value.map(Value::text).orElse("?"));
    }

    private static Redirects redirects(Section section, Permissions permissions) {
        var isNative = section.oneOf("application_type", List.of("web", "native"), "web").equals("native");
        var allowInsecureHttp = section.flag("allow_insecure_http_redirect", false);
        var usesCodeWithPkce = permissions.responseTypes().contains("code") && permissions.requirePkce();
        var uris = new RegisteredUris(allowInsecureHttp, isNative && usesCodeWithPkce);
        RegisteredUris.page(section, "initiate_login_uri")
                .filter(uri -> !uri.startsWith("https://"))
                .ifPresent(
                        _ -> section.mistake("initiate_login_uri", "is not https", "use https (OIDC Core §4)"));
        return new Redirects(
                uris.redirects(section, "redirect_uris"),
                uris.redirects(section, "post_logout_redirect_uris"),
                allowInsecureHttp,
                Set.copyOf(RegisteredUris.origins(section, "allowed_cors_origins")));
    }

    private static Sign sign(Section section) {
        return new Sign(
                section.oneOf("consent", List.of("required", "first_party"), "required").equals("first_party"),
                section.value("default_max_age")
                        .flatMap(value -> value.integer(0, Integer.MAX_VALUE))
                        .map(Duration::ofSeconds)
                        .orElse(null),
                section.flag("require_auth_time", false),
                acrValues(section),
                section.has("registration") ? section.oneOf("registration", Enrolment.closed) : null);
    }

    private static List<String> acrValues(Section section) {
        var values = section.strings("default_acr_values", List.of());
        if (!values.isEmpty() && Collections.disjoint(values, AcrValues.OFFERED))
            section.mistake("default_acr_values", "has nothing that a sign-in here can be",
                    "use " + String.join(", ", AcrValues.OFFERED) + ", or leave it out");
        return values;
    }

    private static @Nullable Set<String> only(Section section, String name) {
        return section.has(name) ? Set.copyOf(section.strings(name, List.of())) : null;
    }

    private Tokens tokens(Section section, Permissions permissions, Profile profile) {
        var refresh = section.oneOf("issue_refresh_token", RefreshTokenPolicy.on_offline_scope);
        if (refresh == RefreshTokenPolicy.always && !permissions.grantTypes().contains("refresh_token"))
            section.mistake("issue_refresh_token", "is always", "add refresh_token to grant_types");
        var usual = algorithms.stream()
                .filter(profile.algorithms()::contains)
                .findFirst()
                .orElse(algorithms.getFirst());
        var certificateBound = CertificateSettings.bound(section, permissions, profile,
                !certificateMethods.isEmpty());
        return new Tokens(
                section.oneOf("access_token_format", List.of("jwt", "opaque"), "jwt").equals("opaque"),
                algorithm(section, "access_token_signed_response_alg", usual),
                idTokenAlgorithm(section, permissions, profile.isFapi() ? usual : "RS256"),
                algorithm(section, "authorization_signed_response_alg", profile.isFapi() ? usual : "RS256"),
                optionalAlgorithm(section, "userinfo_signed_response_alg"),
                optionalAlgorithm(section, "introspection_signed_response_alg"),
                dpopBound(section, permissions, profile.isFapi() && !certificateBound),
                certificateBound,
                refresh,
                section.strings("audience", List.of()),
                resources(section),
                LifetimeSettings.read(section.section("lifetimes"),
                        profile.bounded(lifetimes)));
    }

    private static List<String> resources(Section section) {
        section.values("resources").forEach(ResourceUri::check);
        return section.strings("resources", List.of());
    }

    private static boolean dpopBound(Section section, Permissions permissions, boolean otherwise) {
        var bound = section.flag("dpop_bound_access_tokens", otherwise);
        var types = permissions.responseTypes().stream().flatMap(type -> ResponseType.parse(type).stream());
        if (bound && types.anyMatch(ResponseType::withAccessToken))
            section.mistake("dpop_bound_access_tokens", "is on, but response_types has token",
                    "leave one out: a token sent by the browser is bound to no key");
        var backchannel = permissions.backchannel();
        if (bound && backchannel != null && backchannel.delivery() == Client.Backchannel.Delivery.push)
            section.mistake("dpop_bound_access_tokens", "is on, but backchannel_token_delivery_mode is push",
                    "choose poll or ping: tokens that are sent unasked are bound to no key");
        return bound;
    }

    private @Nullable String optionalAlgorithm(Section section, String name) {
        return section.value(name).flatMap(this::offered).orElse(null);
    }

    /// OIDC Core §2: `none` is only for who registered it and gets ID tokens from the token endpoint, where TLS says of
    /// whom they are.
    private String idTokenAlgorithm(Section section, Permissions permissions, String otherwise) {
        var name = "id_token_signed_response_alg";
        if (!unsignedIdTokens || !section.value(name).filter(value -> value.text().equals(Tokens.UNSIGNED)).isPresent())
            return algorithm(section, name, otherwise);
        var backchannel = permissions.backchannel();
        if (!permissions.responseTypes().equals(Set.of("code"))
                || (backchannel != null && backchannel.delivery() == Client.Backchannel.Delivery.push))
            section.mistake(name, "is none, but the client is sent ID tokens elsewhere than at the token endpoint",
                    "choose " + String.join(" or ", algorithms)
                            + ", or have no response_types but code and no push (OIDC Core §2)");
        return Tokens.UNSIGNED;
    }

    private String algorithm(Section section, String name, String otherwise) {
        return section.value(name).flatMap(this::offered).orElse(otherwise);
    }

    private Optional<String> offered(Value value) {
        if (algorithms.contains(value.text())) return Optional.of(value.text());
        value.wrong("is not one of the server's keys.algorithms", "use " + String.join(" or ", algorithms));
        return Optional.empty();
    }
}
