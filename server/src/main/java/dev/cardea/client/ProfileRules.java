package dev.cardea.client;

import dev.cardea.config.Section;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a profile asks of a client's metadata. What is left out was filled in by the readers as the profile wants it;
/// what is there and weaker is refused, with the rule's name.
final class ProfileRules {
    private static final String GENERAL = "FAPI 2.0 Security Profile §5.3.2.1";
    private static final String FLOWS = "FAPI 2.0 Security Profile §5.3.2.2";
    private static final String CRYPTOGRAPHY = "FAPI 2.0 Security Profile §5.4.1";
    private static final String BACKCHANNEL = "FAPI-CIBA §5.2.2";
    private static final Set<String> KEY_METHODS = Set.of("private_key_jwt", CertificateSettings.PKI,
            CertificateSettings.SELF_SIGNED);

    private final Section section;
    private final Client client;

    private ProfileRules(Section section, Client client) {
        this.section = section;
        this.client = client;
    }

    static void check(Section section, Client client) {
        if (client.profile().isFapi()) new ProfileRules(section, client).fapi2();
    }

    private void fapi2() {
        rule(KEY_METHODS.contains(client.credentials().method()), "token_endpoint_auth_method",
                "use " + String.join(" or ", new TreeSet<>(KEY_METHODS)), GENERAL);
        rule(client.tokens().dpopBound() || client.tokens().certificateBound(), "dpop_bound_access_tokens",
                "leave it on, or turn tls_client_certificate_bound_access_tokens on", GENERAL);
        rule(client.tokens().lifetimes().authorizationCode().compareTo(Profile.LONGEST_CODE) <= 0,
                "lifetimes", "make authorization_code 60s or shorter", GENERAL);
        rule(client.permissions().responseTypes().equals(Set.of("code"))
                || client.permissions().responseTypes().isEmpty(), "response_types", "use code and nothing else",
                FLOWS);
        rule(client.requests().requirePushed(), "require_pushed_authorization_requests", "leave it on", FLOWS);
        rule(client.permissions().requirePkce(), "require_pkce", "leave it on", FLOWS);
        rule(client.permissions().pkceMethods().equals(Set.of("S256")), "pkce_methods", "use S256 alone", FLOWS);
        rule(client.redirects().uris().stream().noneMatch(this::isPlainHttp), "redirect_uris",
                "use https; http is for loopback addresses of an application_type native", FLOWS);
        backchannel();
        signatures();
    }

    private void backchannel() {
        var backchannel = client.permissions().backchannel();
        if (backchannel == null) return;
        rule(backchannel.delivery() != Client.Backchannel.Delivery.push, "backchannel_token_delivery_mode",
                "use poll or ping", BACKCHANNEL);
        rule(backchannel.requestAlg() != null, "backchannel_authentication_request_signing_alg",
                "say with what the requests are signed", BACKCHANNEL);
        strong("backchannel_authentication_request_signing_alg", backchannel.requestAlg());
    }

    private boolean isPlainHttp(String uri) {
        var isNative = section.string("application_type", "web").equals("native");
        return uri.startsWith("http:") && (client.redirects().allowInsecureHttp() || !isNative);
    }

    private void signatures() {
        var tokens = client.tokens();
        strong("token_endpoint_auth_signing_alg", client.credentials().signingAlg());
        strong("request_object_signing_alg", client.requests().objectAlg());
        strong("id_token_signed_response_alg", tokens.idTokenAlg());
        strong("authorization_signed_response_alg", tokens.responseAlg());
        strong("userinfo_signed_response_alg", tokens.userinfoAlg());
        strong("introspection_signed_response_alg", tokens.introspectionAlg());
        strong("access_token_signed_response_alg", tokens.accessTokenAlg());
    }

    private void strong(String name, @Nullable String algorithm) {
        var allowed = client.profile().algorithms();
        rule(algorithm == null || allowed.contains(algorithm), name,
                "use one of " + String.join(", ", new TreeSet<>(allowed))
                        + ", which keys.algorithms must list where the server signs",
                CRYPTOGRAPHY);
    }

    private void rule(boolean kept, String name, String remedy, String rule) {
        if (!kept)
            section.mistake(name, "is weaker than profile " + client.profile() + " allows", remedy + " (" + rule + ")");
    }
}
