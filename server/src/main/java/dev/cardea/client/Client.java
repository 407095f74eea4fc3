package dev.cardea.client;

import com.nimbusds.jose.jwk.JWKSet;
import dev.cardea.jose.Encryption;
import dev.cardea.jose.KeyedHash;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A registered client (RFC 6749 §2): its metadata (RFC 7591 §2, OIDC Registration §2) and Cardea's own settings.
///
/// @param organization the organization that owns the client, or null
/// @param declared whether an operator declared it: others registered themselves
/// @param createdAt whatever was given to a client of this id before was given to another one
public record Client(
        ClientId id,
        @Nullable String organization,
        boolean enabled,
        Profile profile,
        Display display,
        Credentials credentials,
        Redirects redirects,
        Permissions permissions,
        Sign sign,
        Subject subject,
        Tokens tokens,
        Encrypted encrypted,
        Told told,
        Requests requests,
        Logout logout,
        boolean declared,
        Instant createdAt) {

    /// What people see of the client. URIs are http or https.
    ///
    /// @param localized by name and language tag in lower case, e.g. `client_name#de`
    public record Display(
            String name,
            @Nullable String uri,
            @Nullable String logoUri,
            @Nullable String policyUri,
            @Nullable String tosUri,
            Map<String, String> localized) {
        public Display {
            localized = Map.copyOf(localized);
        }

        /// In a person's language where the client brought it (RFC 7591 §2.2).
        public Display in(Locale locale) {
            return new Display(
                    Objects.requireNonNull(in(locale, "client_name", name)),
                    in(locale, "client_uri", uri),
                    in(locale, "logo_uri", logoUri),
                    in(locale, "policy_uri", policyUri),
                    in(locale, "tos_uri", tosUri),
                    localized);
        }

        private @Nullable String in(Locale locale, String member, @Nullable String otherwise) {
            var tag = (member + "#" + locale.toLanguageTag()).toLowerCase(Locale.ROOT);
            var exact = localized.get(tag);
            return exact != null ? exact : localized.getOrDefault(member + "#" + locale.getLanguage(), otherwise);
        }
    }

    /// How the client proves who it is at the token endpoint.
    ///
    /// @param method `token_endpoint_auth_method`
    /// @param secret present for the three methods that need one
    /// @param secretExpiresAt from when on the secret proves nothing, null for never
    /// @param jwks the public keys of `private_key_jwt`
    /// @param jwksUri where they are instead
    /// @param signingAlg `token_endpoint_auth_signing_alg`: the only `alg` accepted in assertions, null for any that
    ///     the server offers
    /// @param certificate what its certificate says of it, for `tls_client_auth` only
    public record Credentials(
            String method,
            @Nullable String secret,
            @Nullable Instant secretExpiresAt,
            @Nullable JWKSet jwks,
            @Nullable URI jwksUri,
            @Nullable String signingAlg,
            @Nullable CertificateSubject certificate) {
        /// Whether the method needs the secret, and the secret is too old.
        boolean isSecretExpiredAt(Instant now) {
            return secret != null && secretExpiresAt != null && !now.isBefore(secretExpiresAt);
        }

        @Override
        public String toString() {
            return "Credentials[" + method + "]";
        }
    }

    /// Where answers may be sent: compared as exact strings, the port of a loopback address excepted (RFC 8252 §7.3).
    public record Redirects(
            List<String> uris, List<String> postLogoutUris, boolean allowInsecureHttp, Set<String> corsOrigins) {
        public Redirects {
            uris = List.copyOf(uris);
            postLogoutUris = List.copyOf(postLogoutUris);
            corsOrigins = Set.copyOf(corsOrigins);
        }

        /// Where the answer to a request that was found good can go: to the redirect URI that it names, else to the
        /// registered one.
        public List<String> answering(@Nullable String redirectUri) {
            return redirectUri == null ? uris : List.of(redirectUri);
        }
    }

    /// How the client is told that a session has ended.
    ///
    /// @param backChannelUri `backchannel_logout_uri` (OpenID Connect Back-Channel Logout 1.0 §2.2)
    /// @param frontChannelUri `frontchannel_logout_uri` (OpenID Connect Front-Channel Logout 1.0 §2)
    public record Logout(@Nullable String backChannelUri, @Nullable String frontChannelUri) {}

    /// What it may make of tokens that it was sent (RFC 8693).
    ///
    /// @param subjectClients whose tokens it may exchange
    /// @param audiences for whom the new tokens can be, beyond its own `audience`
    /// @param impersonation whether it may leave out that it acts for the person
    public record Exchange(Set<ClientId> subjectClients, List<String> audiences, boolean impersonation) {
        public Exchange {
            subjectClients = Set.copyOf(subjectClients);
            audiences = List.copyOf(audiences);
        }
    }

    /// How it asks people who are elsewhere (CIBA Core §4).
    ///
    /// @param delivery `backchannel_token_delivery_mode`
    /// @param notificationEndpoint `backchannel_client_notification_endpoint`, null where it polls
    /// @param requestAlg `backchannel_authentication_request_signing_alg`, null where its requests are not signed
    /// @param userCode `backchannel_user_code_parameter`
    /// @param requestMail whether people are told by mail of its requests
    public record Backchannel(
            Delivery delivery,
            @Nullable URI notificationEndpoint,
            @Nullable String requestAlg,
            boolean userCode,
            boolean requestMail) {
        /// Spelled as in the metadata.
        public enum Delivery {
            poll, ping, push
        }
    }

    /// What the client may ask for.
    ///
    /// @param exchange null where it may not exchange tokens
    /// @param backchannel null where it may not ask people who are elsewhere
    /// @param detailTypes `authorization_details_types` (RFC 9396 §10)
    public record Permissions(
            Set<String> grantTypes,
            Set<String> responseTypes,
            Scopes scope,
            boolean requirePkce,
            Set<String> pkceMethods,
            Set<String> requiredRoles,
            @Nullable Exchange exchange,
            @Nullable Backchannel backchannel,
            Set<String> detailTypes) {
        public Permissions {
            grantTypes = Set.copyOf(grantTypes);
            responseTypes = Set.copyOf(responseTypes);
            pkceMethods = Set.copyOf(pkceMethods);
            requiredRoles = Set.copyOf(requiredRoles);
            detailTypes = Set.copyOf(detailTypes);
        }
    }

    /// How people sign in to it.
    ///
    /// @param firstParty `consent: first_party`: the consent page is skipped
    /// @param registration whether people can make themselves an account there; null where its organization says so
    public record Sign(
            boolean firstParty,
            @Nullable Duration defaultMaxAge,
            boolean requireAuthTime,
            List<String> defaultAcrValues,
            @Nullable Enrolment registration) {
        public Sign {
            defaultAcrValues = List.copyOf(defaultAcrValues);
        }
    }

    /// `registration`, spelled as in the configuration.
    public enum Enrolment {
        closed, self
    }

    /// By which `sub` it knows people (OIDC Core §8).
    ///
    /// @param isEmail `subject_claim: email`
    /// @param sector in which a person has one pairwise subject (§8.1), null where subjects are public
    /// @param key that makes them, where there is a sector and the client was read from the store
    public record Subject(boolean isEmail, @Nullable String sector, @Nullable KeyedHash key) {}

    /// What it is told about people at most, of what its scopes open.
    ///
    /// @param claims null for all
    /// @param roles null for all
    public record Told(@Nullable Set<String> claims, @Nullable Set<String> roles) {
        public Told {
            claims = claims == null ? null : Set.copyOf(claims);
            roles = roles == null ? null : Set.copyOf(roles);
        }
    }

    /// How its answers are encrypted, each null for not at all.
    ///
    /// @param response the answers of the authorization endpoint that are JWTs (JARM §2.2)
    /// @param introspection the answers of introspection (RFC 9701 §6)
    public record Encrypted(
            @Nullable Encryption idToken,
            @Nullable Encryption userinfo,
            @Nullable Encryption response,
            @Nullable Encryption introspection) {}

    /// How its authorization requests come.
    ///
    /// @param objectAlg `request_object_signing_alg`, null for any that a public key verifies
    /// @param requireObject `require_signed_request_object` (RFC 9101 §10.5)
    /// @param requirePushed `require_pushed_authorization_requests` (RFC 9126 §6)
    /// @param uris `request_uris`: where its request objects may be fetched from, compared as exact strings
    /// @param responseModes `response_modes`: how it may be answered (FAPI 2.0 Message Signing §5.6), empty for every way
    public record Requests(
            @Nullable String objectAlg,
            boolean requireObject,
            boolean requirePushed,
            Set<String> responseModes,
            List<String> uris) {
        public Requests {
            responseModes = Set.copyOf(responseModes);
            uris = List.copyOf(uris);
        }
    }

    /// What tokens it gets.
    ///
    /// @param idTokenAlg `id_token_signed_response_alg`
    /// @param responseAlg `authorization_signed_response_alg` (JARM §3)
    /// @param userinfoAlg `userinfo_signed_response_alg`; null for plain JSON
    /// @param introspectionAlg `introspection_signed_response_alg` (RFC 9701 §6); null for plain JSON unless asked for
    /// @param accessTokenAlg the `alg` of its JWT access tokens
    /// @param dpopBound `dpop_bound_access_tokens` (RFC 9449 §5.2)
    /// @param certificateBound `tls_client_certificate_bound_access_tokens` (RFC 8705 §3.4)
    /// @param audience for whom its access tokens are where it asks for no resource
    /// @param resources what else it may ask for by `resource` (RFC 8707)
    /// @param lifetimes the server's, with this client's overrides
    public record Tokens(
            boolean opaqueAccessTokens,
            String accessTokenAlg,
            String idTokenAlg,
            String responseAlg,
            @Nullable String userinfoAlg,
            @Nullable String introspectionAlg,
            boolean dpopBound,
            boolean certificateBound,
            RefreshTokenPolicy refreshTokens,
            List<String> audience,
            List<String> resources,
            Lifetimes lifetimes) {
        /// The `idTokenAlg` of ID tokens that nobody signs (OIDC Core §2).
        public static final String UNSIGNED = "none";

        public Tokens {
            audience = List.copyOf(audience);
            resources = List.copyOf(resources);
        }

        /// The algorithm of what is signed like ID tokens, which must be signed even where those are not (Back-Channel
        /// Logout §2.4).
        public String signedLikeIdToken() {
            return idTokenAlg.equals(UNSIGNED) ? accessTokenAlg : idTokenAlg;
        }
    }

    /// `issue_refresh_token`, spelled as in the configuration.
    public enum RefreshTokenPolicy {
        on_offline_scope, always, never
    }

    /// As it is in the store.
    Client stored(boolean isDeclared, Instant at, SubjectKey subjectKey) {
        var keyed = subject.sector() == null
                ? subject
                : new Subject(subject.isEmail(), subject.sector(), subjectKey.hash());
        return new Client(id, organization, enabled, profile, display, credentials, redirects, permissions, sign, keyed,
                tokens,
                encrypted, told, requests, logout, isDeclared, at);
    }

    /// Whether something that was given at this time to a client of this id was given to this client.
    public boolean existedAt(Instant time) {
        return !time.isBefore(createdAt);
    }

    public boolean isPublic() {
        return credentials.method().equals("none");
    }
}
