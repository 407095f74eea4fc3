package dev.cardea.registration;

import dev.cardea.client.Client;
import dev.cardea.client.ClientSettings;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.config.Mistake;
import dev.cardea.details.DetailTypes;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the metadata that a client brings by the one reader of all clients. Registered names only: what is Cardea's
/// own and could give a client more than its developer may decide is refused, names that nobody knows are ignored
/// (RFC 7591 §2).
public final class ClientMetadata {
    static final String ID = "client_id";
    static final String SECRET = "client_secret";
    static final String SECRET_EXPIRY = "client_secret_expires_at";
    static final String METHOD = "token_endpoint_auth_method";
    private static final Set<String> LOCALIZED = Set.of(
            "client_name", "client_uri", "logo_uri", "tos_uri", "policy_uri");
    private static final Set<String> REGISTERED = Set.of(
            "application_type", "authorization_details_types", "authorization_encrypted_response_alg",
            "authorization_encrypted_response_enc", "authorization_signed_response_alg",
            "backchannel_authentication_request_signing_alg", "backchannel_client_notification_endpoint",
            "backchannel_logout_session_required", "backchannel_logout_uri", "backchannel_token_delivery_mode",
            "backchannel_user_code_parameter", "contacts", "default_acr_values", "default_max_age",
            "dpop_bound_access_tokens", "frontchannel_logout_session_required", "frontchannel_logout_uri",
            "grant_types", "id_token_encrypted_response_alg", "id_token_encrypted_response_enc",
            "id_token_signed_response_alg", "initiate_login_uri", "introspection_encrypted_response_alg",
            "introspection_encrypted_response_enc", "introspection_signed_response_alg", "jwks", "jwks_uri",
            "post_logout_redirect_uris", "redirect_uris", "request_object_encryption_alg",
            "request_object_encryption_enc", "request_object_signing_alg", "request_uris", "require_auth_time",
            "require_pushed_authorization_requests", "require_signed_request_object", "response_modes",
            "response_types", "scope", "sector_identifier_uri", "software_id", "software_version", "subject_type",
            "tls_client_auth_san_dns", "tls_client_auth_san_email", "tls_client_auth_san_ip",
            "tls_client_auth_san_uri", "tls_client_auth_subject_dn", "tls_client_certificate_bound_access_tokens",
            METHOD, "token_endpoint_auth_signing_alg", "use_mtls_endpoint_aliases", "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc", "userinfo_signed_response_alg");
    /// Grants that give nothing without a person who agrees.
    private static final Set<String> OPEN_GRANTS = Set.of(
            "authorization_code", "refresh_token", "implicit", "urn:ietf:params:oauth:grant-type:device_code");
    private static final Scopes USUAL_SCOPE = new Scopes(
            "openid", "profile", "email", "address", "phone", "offline_access");
    private static final int MISTAKES_TOLD = 5;

    private final ClientSettings settings;
    /// Everything that the reader of clients asks for and no specification defines.
    private final Set<String> ownNames;
    private final boolean requirePkce;
    private final Scopes scope;
    private final DetailTypes detailTypes;

    /// @param requirePkce whether confidential clients need PKCE
    /// @param scope what clients that come by themselves may ask for
    /// @param detailTypes what there is, and which of it anybody can have
    public ClientMetadata(ClientSettings settings, boolean requirePkce, Scopes scope, DetailTypes detailTypes) {
        this.settings = settings;
        this.ownNames = ownNames(settings);
        this.requirePkce = requirePkce;
        this.scope = scope;
        this.detailTypes = detailTypes;
    }

    /// Metadata that was found good.
    ///
    /// @param document as it is stored: without id and secret
    public record Accepted(Client client, Map<String, Object> document) {}

    /// What the server decides about a client, not its metadata.
    ///
    /// @param open whether anybody could be behind it
    /// @param kept settings that an operator added to the client
    public record Identity(
            ClientId id, @Nullable String secret, long secretExpiresAt, boolean open, Map<String, Object> kept) {
        @Override
        public String toString() {
            return "Identity[" + id + "]";
        }
    }

    /// @throws OAuthException `invalid_redirect_uri` or `invalid_client_metadata`, naming what is wrong
    public Accepted read(Map<String, Object> metadata, Identity identity) {
        var whole = new LinkedHashMap<>(metadata);
        whole.values().removeIf(Objects::isNull);
        for (var name : List.of(ID, SECRET, SECRET_EXPIRY)) whole.remove(name);
        refuseOwnNames(whole);
        // Not `whole`: what an operator said must hold.
        whole.putAll(identity.kept());
        whole.put(ID, identity.id().value());
        if (identity.open()) whole.putIfAbsent("scope", USUAL_SCOPE.intersect(scope).toString());
        if (!requirePkce && !"none".equals(whole.get(METHOD))) whole.putIfAbsent("require_pkce", false);
        if (identity.secret() != null) {
            whole.put(SECRET, identity.secret());
            whole.put(SECRET_EXPIRY, identity.secretExpiresAt());
        }
        var document = Document.json(whole);
        var client = settings.read(document.root());
        try {
            document.checkKnown();
        } catch (InvalidSettings e) {
            throw refusal(e.mistakes());
        }
        refuseUnknownTypes(client);
        if (identity.open()) refuseWhatNeedsTrust(client);
        whole.keySet().retainAll(document.root().asked());
        whole.remove(ID);
        whole.remove(SECRET);
        return new Accepted(client, whole);
    }

    private static Set<String> ownNames(ClientSettings settings) {
        var probe = Document.json(Map.of()).root();
        settings.read(probe);
        return probe.asked().stream().filter(name -> !isRegistered(name)).collect(Collectors.toUnmodifiableSet());
    }

    private void refuseOwnNames(Map<String, Object> metadata) {
        for (var name : metadata.keySet())
            if (ownNames.contains(name)) throw invalid(name + ": can only be set by an operator; leave it out");
    }

    static boolean isRegistered(String name) {
        int tag = name.indexOf('#');
        return REGISTERED.contains(name) || LOCALIZED.contains(tag < 0 ? name : name.substring(0, tag));
    }

    /// RFC 9396 §10.
    private void refuseUnknownTypes(Client client) {
        for (var type : client.permissions().detailTypes())
            if (!detailTypes.names().contains(type))
                throw invalid("authorization_details_types: " + type + " is not known; there are "
                        + String.join(", ", detailTypes.names()));
    }

    private void refuseWhatNeedsTrust(Client client) {
        for (var grant : client.permissions().grantTypes())
            if (!OPEN_GRANTS.contains(grant))
                throw invalid("grant_types: " + grant + " is not for clients that anybody can register");
        if (!client.permissions().scope().within(scope))
            throw invalid("scope: clients that anybody can register may ask for " + scope);
        for (var type : client.permissions().detailTypes())
            if (!detailTypes.isOpen(type))
                throw invalid("authorization_details_types: " + type
                        + " is not for clients that anybody can register");
    }

    private static OAuthException refusal(List<Mistake> mistakes) {
        var aboutRedirects = mistakes.stream().anyMatch(mistake -> mistake.path().startsWith("redirect_uris"));
        var told = mistakes.stream().limit(MISTAKES_TOLD).map(Mistake::toString).collect(Collectors.joining(". "));
        return OAuthError.of(
                aboutRedirects ? ErrorCode.invalid_redirect_uri : ErrorCode.invalid_client_metadata, shortened(told));
    }

    private static String shortened(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    static OAuthException invalid(String why) {
        return OAuthError.of(ErrorCode.invalid_client_metadata, shortened(why));
    }
}
