package dev.cardea.client;

import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.oauth.ResponseType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("profile: fapi1, fapi2")
class ProfileRulesTest {
    private static final String BANK = "client_id: bank\nprofile: fapi2\nredirect_uris: [https://bank.example/cb]\njwks: "
            + TestKey.es256().jwks() + "\n";

    private static Client read(String settings, String... algorithms) {
        var document = Document.yaml(BANK + settings, Path.of(""), Map.of());
        var slow = new Lifetimes(Duration.ofMinutes(5), Lifetimes.DEFAULTS.accessToken(), Lifetimes.DEFAULTS.idToken(),
                Lifetimes.DEFAULTS.refreshToken(), Lifetimes.DEFAULTS.refreshFamily(), Duration.ZERO);
        var client = new ClientSettings(slow, List.of(algorithms), List.of(ResponseType.values()))
                .read(document.root());
        document.check();
        return client;
    }

    private static Client first(String settings, String... methods) {
        var document = Document.yaml(BANK.replace("fapi2", "fapi1") + settings, Path.of(""), Map.of());
        var client = new ClientSettings(Lifetimes.DEFAULTS, List.of("RS256", "EdDSA", "ES256"),
                List.of(ResponseType.values()), List.of(methods), false).read(document.root());
        document.check();
        return client;
    }

    @Test
    void turns_every_rule_of_fapi_1_on() {
        var client = first("", CertificateSettings.SELF_SIGNED);
        assertThat(client.credentials().method()).isEqualTo("private_key_jwt");
        assertThat(client.tokens().certificateBound()).isTrue();
        assertThat(client.tokens().dpopBound()).isFalse();
        assertThat(client.tokens().idTokenAlg()).isEqualTo("ES256");
        assertThat(client.tokens().responseAlg()).isEqualTo("ES256");
        assertThat(client.requests().requireObject()).isTrue();
        assertThat(client.requests().requirePushed()).isFalse();
        // §5.2.2: only what is pushed needs a challenge.
        assertThat(first("require_pkce: false", CertificateSettings.SELF_SIGNED).permissions().requirePkce()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "token_endpoint_auth_method: client_secret_jwt;;client_secret: '0123456789abcdef0123456789abcdef' | token_endpoint_auth_method",
            "token_endpoint_auth_method: none | token_endpoint_auth_method",
            "token_endpoint_auth_signing_alg: EdDSA | token_endpoint_auth_signing_alg",
            "tls_client_certificate_bound_access_tokens: false | tls_client_certificate_bound_access_tokens",
            "dpop_bound_access_tokens: true;;tls_client_certificate_bound_access_tokens: false | tls_client_certificate_bound_access_tokens",
            "require_signed_request_object: false | require_signed_request_object",
            "request_object_signing_alg: RS256 | request_object_signing_alg",
            "pkce_methods: [S256, plain] | pkce_methods",
            "consent: first_party | consent",
            "response_types: ['id_token'];;grant_types: [implicit] | response_types",
            "response_types: ['code id_token token'];;grant_types: [authorization_code, implicit];;tls_client_certificate_bound_access_tokens: false | response_types",
            "id_token_signed_response_alg: RS256 | id_token_signed_response_alg",
            "authorization_signed_response_alg: EdDSA | authorization_signed_response_alg",
            "access_token_signed_response_alg: RS256 | access_token_signed_response_alg" })
    void refuses_what_is_weaker_than_fapi_1(String settings, String name) {
        var text = settings.replace(";;", "\n");
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> first(text, CertificateSettings.SELF_SIGNED))
                .withMessageContaining(name + ": is weaker than profile fapi1 allows")
                .withMessageContaining("(FAPI 1.0 ");
    }

    @Test
    void asks_for_a_server_that_sees_certificates() { // FAPI 1.0 Advanced §5.2.2
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> first(""))
                .withMessageContaining("tls_client_certificate_bound_access_tokens: is on");
    }

    @Test
    void turns_every_rule_on() {
        var client = read("", "RS256", "ES256");
        assertThat(client.credentials().method()).isEqualTo("private_key_jwt");
        assertThat(client.tokens().dpopBound()).isTrue();
        assertThat(client.tokens().idTokenAlg()).isEqualTo("ES256");
        assertThat(client.tokens().accessTokenAlg()).isEqualTo("ES256");
        assertThat(client.tokens().responseAlg()).isEqualTo("ES256");
        assertThat(client.tokens().lifetimes().authorizationCode()).isEqualTo(Duration.ofSeconds(60));
        assertThat(client.requests().requirePushed()).isTrue();
        assertThat(client.permissions().requirePkce()).isTrue();
        assertThat(client.permissions().pkceMethods()).isEqualTo(Set.of("S256"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "token_endpoint_auth_method: client_secret_basic;;client_secret: '0123456789abcdef' | token_endpoint_auth_method: is weaker",
            "token_endpoint_auth_method: none | token_endpoint_auth_method: is weaker",
            "token_endpoint_auth_signing_alg: RS256 | token_endpoint_auth_signing_alg: is weaker",
            "dpop_bound_access_tokens: false | dpop_bound_access_tokens: is weaker",
            "require_pushed_authorization_requests: false | require_pushed_authorization_requests: is weaker",
            "require_pkce: false | require_pkce: is weaker",
            "pkce_methods: [S256, plain] | pkce_methods: is weaker",
            "lifetimes: { authorization_code: 61s } | lifetimes: is weaker",
            "response_types: [code, 'code id_token'];;grant_types: [authorization_code, implicit] | response_types: is weaker",
            "id_token_signed_response_alg: RS256 | id_token_signed_response_alg: is weaker",
            "userinfo_signed_response_alg: RS256 | userinfo_signed_response_alg: is weaker",
            "access_token_signed_response_alg: RS256 | access_token_signed_response_alg: is weaker",
            "authorization_signed_response_alg: RS256 | authorization_signed_response_alg: is weaker",
            "request_object_signing_alg: RS256 | request_object_signing_alg: is weaker",
            "request_object_signing_alg: none | request_object_signing_alg: is weaker" })

    void refuses_what_is_weaker_and_names_the_rule(String settings, String problem) {
        var text = settings.replace(";;", "\n");
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read(text, "RS256", "ES256"))
                .withMessageContaining(problem + " than profile fapi2 allows")
                .withMessageContaining("(FAPI 2.0 Security Profile §5.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "backchannel_token_delivery_mode: push;;backchannel_client_notification_endpoint: 'https://bank.example/' | backchannel_token_delivery_mode",
            "backchannel_token_delivery_mode: poll | backchannel_authentication_request_signing_alg",
            "backchannel_token_delivery_mode: poll;;backchannel_authentication_request_signing_alg: RS256 | backchannel_authentication_request_signing_alg" })
    void holds_for_requests_by_the_backchannel(String settings, String name) { // FAPI-CIBA §5.2.2
        var text = "grant_types: ['urn:openid:params:grant-type:ciba']\nresponse_types: []\n"
                + settings.replace(";;", "\n");
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read(text, "ES256"))
                .withMessageContaining(name + ": is weaker than profile fapi2 allows");
    }

    @Test
    void refuses_a_redirect_by_plain_http_even_to_a_loopback_address_of_a_web_application() {
        var web = BANK.replace("https://bank.example/cb", "http://127.0.0.1/cb");
        var document = Document.yaml(web, Path.of(""), Map.of());
        new ClientSettings(Lifetimes.DEFAULTS, List.of("ES256"), List.of(ResponseType.values())).read(document.root());
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(document::check)
                .withMessageContaining("redirect_uris: is weaker");
        var app = Document.yaml(web + "application_type: native\n", Path.of(""), Map.of());
        new ClientSettings(Lifetimes.DEFAULTS, List.of("ES256"), List.of(ResponseType.values())).read(app.root());
        app.check();
        var first = Document.yaml(
                web.replace("fapi2", "fapi1") + "application_type: native\n", Path.of(""), Map.of());
        new ClientSettings(Lifetimes.DEFAULTS, List.of("ES256"), List.of(ResponseType.values())).read(first.root());
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(first::check)
                .withMessageContaining("redirect_uris: is weaker than profile fapi1 allows");
    }

    @Test
    void says_that_the_server_has_no_key_that_is_strong_enough() {
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read("", "RS256"))
                .withMessageContaining("id_token_signed_response_alg: is weaker")
                .withMessageContaining("keys.algorithms");
    }
}
