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
    private static final String BASELINE = "FAPI 1.0 Baseline §5.2.2";
    private static final String ADVANCED = "FAPI 1.0 Advanced §5.2.2";
    private static final String ADVANCED_CRYPTOGRAPHY = "FAPI 1.0 Advanced §8.6";
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
        var rules = new ProfileRules(section, client);
        switch (client.profile()) {
            case oauth -> {
            }
            case fapi1 -> rules.fapi1();
            case fapi2 -> rules.fapi2();
        }
    }

    private void fapi1() {
        key(ADVANCED);
        rule(client.tokens().certificateBound(), "tls_client_certificate_bound_access_tokens", "leave it on", ADVANCED);
        rule(Set.of("code", "code id_token").containsAll(client.permissions().responseTypes()), "response_types",
                "use code id_token, or code, which is then answered by JWTs", ADVANCED);
        rule(client.requests().requireObject(), "require_signed_request_object", "leave it on", ADVANCED);
        rule(client.permissions().pkceMethods().equals(Set.of("S256")), "pkce_methods", "use S256 alone", ADVANCED);
        rule(client.redirects().uris().stream().allMatch(uri -> uri.startsWith("https://")), "redirect_uris",
                "use https", BASELINE);
        rule(!client.sign().firstParty(), "consent", "leave it required", BASELINE);
        backchannel();
        signatures(ADVANCED_CRYPTOGRAPHY);
    }

    private void key(String rule) {
        rule(KEY_METHODS.contains(client.credentials().method()), "token_endpoint_auth_method",
                "use " + String.join(" or ", new TreeSet<>(KEY_METHODS)), rule);
    }

    private void fapi2() {
        key(GENERAL);
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
        signatures(CRYPTOGRAPHY);
    }

    private void backchannel() {
        var backchannel = client.permissions().backchannel();
        if (backchannel == null) return;
        rule(backchannel.delivery() != Client.Backchannel.Delivery.push, "backchannel_token_delivery_mode",
                "use poll or ping", BACKCHANNEL);
        rule(backchannel.requestAlg() != null, "backchannel_authentication_request_signing_alg",
                "say with what the requests are signed", BACKCHANNEL);
        strong("backchannel_authentication_request_signing_alg", backchannel.requestAlg(), BACKCHANNEL);
    }

    private boolean isPlainHttp(String uri) {
        var isNative = section.string("application_type", "web").equals("native");
        return uri.startsWith("http:") && (client.redirects().allowInsecureHttp() || !isNative);
    }

    private void signatures(String rule) {
        var tokens = client.tokens();
        strong("token_endpoint_auth_signing_alg", client.credentials().signingAlg(), rule);
        strong("request_object_signing_alg", client.requests().objectAlg(), rule);
        strong("id_token_signed_response_alg", tokens.idTokenAlg(), rule);
        strong("authorization_signed_response_alg", tokens.responseAlg(), rule);
        strong("userinfo_signed_response_alg", tokens.userinfoAlg(), rule);
        strong("introspection_signed_response_alg", tokens.introspectionAlg(), rule);
        strong("access_token_signed_response_alg", tokens.accessTokenAlg(), rule);
    }

    private void strong(String name, @Nullable String algorithm, String rule) {
        var allowed = client.profile().algorithms();
        rule(algorithm == null || allowed.contains(algorithm), name,
                "use one of " + String.join(", ", new TreeSet<>(allowed))
                        + ", which keys.algorithms must list where the server signs",
                rule);
    }

    private void rule(boolean kept, String name, String remedy, String rule) {
        if (!kept)
            section.mistake(name, "is weaker than profile " + client.profile() + " allows", remedy + " (" + rule + ")");
    }
}
