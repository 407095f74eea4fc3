package dev.cardea.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.cardea.config.Document;
import dev.cardea.config.InvalidSettings;
import dev.cardea.json.Json;
import dev.cardea.oauth.ResponseType;
import dev.cardea.oauth.Scopes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 7591 §2 client metadata")
class ClientSettingsTest {
    private static final String SECRET = "a-secret-of-32-characters-or-more";
    private static final String APP = """
            client_id: app
            client_secret: a-secret-of-32-characters-or-more
            redirect_uris: [https://app.example/cb]
            """;
    private static final String SPA = """
            client_id: spa
            token_endpoint_auth_method: none
            redirect_uris: [https://spa.example/cb]
            """;

    private final ClientSettings settings = new ClientSettings(Lifetimes.DEFAULTS, List.of("ES256", "RS256"),
            List.of(ResponseType.values()));

    @Test
    void has_defaults_for_all_that_is_left_out() {
        var client = read(APP);
        assertThat(client.display()).isEqualTo(new Client.Display("app", null, null, null, null, Map.of()));
        assertThat(client.enabled()).isTrue();
        assertThat(client.organization()).isNull();
        assertThat(client.credentials())
                .isEqualTo(new Client.Credentials("client_secret_basic", SECRET, null, null, null, null, null));
        assertThat(client.redirects()).isEqualTo(
                new Client.Redirects(List.of("https://app.example/cb"), List.of(), false, Set.of()));
        assertThat(client.permissions()).isEqualTo(new Client.Permissions(
                Set.of("authorization_code"),
                Set.of("code"),
                new Scopes("openid", "profile", "email", "address", "phone", "offline_access"),
                true,
                Set.of("S256"),
                Set.of(),
                null,
                null,
                Set.of()));
        assertThat(client.sign()).isEqualTo(new Client.Sign(false, null, false, List.of(), null));
        assertThat(client.tokens()).isEqualTo(new Client.Tokens(
                false,
                "ES256",
                "RS256",
                "RS256",
                null, null,
                false,
                false,
                Client.RefreshTokenPolicy.on_offline_scope,
                List.of(),
                List.of(),
                Lifetimes.DEFAULTS));
    }

    @Test
    void reads_all_that_can_be_said() {
        var client = read("""
                client_id: app
                client_name: The App
                client_secret: a-secret-of-32-characters-or-more
                redirect_uris: [https://app.example/cb, "com.example.app:/cb", http://127.0.0.1/cb]
                post_logout_redirect_uris: [https://app.example/bye]
                grant_types: [authorization_code, refresh_token, client_credentials]
                response_types: [code]
                token_endpoint_auth_method: client_secret_jwt
                token_endpoint_auth_signing_alg: HS256
                application_type: native
                scope: openid orders
                client_uri: https://app.example
                logo_uri: https://app.example/logo.png
                policy_uri: https://app.example/policy
                tos_uri: https://app.example/tos
                contacts: [ops@app.example]
                id_token_signed_response_alg: ES256
                userinfo_signed_response_alg: RS256
                default_max_age: 3600
                require_auth_time: true
                default_acr_values: [urn:example:high, "urn:cardea:acr:password"]
                initiate_login_uri: https://app.example/start
                subject_type: public
                software_id: app
                software_version: "2"
                consent: first_party
                access_token_format: opaque
                access_token_signed_response_alg: RS256
                subject_claim: email
                dpop_bound_access_tokens: true
                issue_refresh_token: always
                require_pkce: true
                pkce_methods: [S256, plain]
                lifetimes: { access_token: 1h }
                audience: [https://api.example]
                allowed_cors_origins: [https://app.example]
                enabled: false
                required_roles: [editor]
                organization: acme
                """);
        assertThat(client.display().logoUri()).isEqualTo("https://app.example/logo.png");
        assertThat(client.credentials().signingAlg()).isEqualTo("HS256");
        assertThat(client.redirects().uris()).hasSize(3);
        assertThat(client.redirects().corsOrigins()).containsExactly("https://app.example");
        assertThat(client.permissions().scope()).isEqualTo(new Scopes("openid", "orders"));
        assertThat(client.permissions().requiredRoles()).containsExactly("editor");
        assertThat(client.sign()).isEqualTo(
                new Client.Sign(true, Duration.ofHours(1), true,
                        List.of("urn:example:high", "urn:cardea:acr:password"), null));
        assertThat(client.tokens().opaqueAccessTokens()).isTrue();
        assertThat(client.subject().isEmail()).isTrue();
        assertThat(client.tokens().dpopBound()).isTrue();
        assertThat(client.tokens().userinfoAlg()).isEqualTo("RS256");
        assertThat(client.tokens().lifetimes().accessToken()).hasHours(1);
        assertThat(client.enabled()).isFalse();
        assertThat(client.toString()).doesNotContain(SECRET);
    }

    @Test
    void gives_a_client_of_client_credentials_only_no_scope_of_people() {
        var client = read("client_id: m2m\nclient_secret: " + SECRET + "\ngrant_types: [client_credentials]\n");
        assertThat(client.permissions().responseTypes()).isEmpty();
        assertThat(client.permissions().scope().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example", "https://app.example:8443/cb?tenant=1", "http://localhost:3000/cb",
            "http://127.0.0.1/cb", "http://[::1]:80/cb" })
    void accepts_redirect_uris(String uri) {
        assertThat(read(spa(uri)).redirects().uris()).containsExactly(uri);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://app.example/cb | is plain http",
            "http://localhost.evil.example/cb | is plain http",
            "https://app.example/cb#x | has a fragment",
            "https://app.example@evil.example/cb | has a user name",
            "https://app.example:443@a@evil.example/cb | has no host",
            "https://*.app.example/cb | has a wildcard",
            "https://app.example/* | has a wildcard",
            "/cb | is not absolute",
            "https:/app.example/cb | has no host",
            "https:///app.example/cb | has no host",
            "https:app.example | has no host",
            "https://evil.example\\@app.example/cb | is no valid URI",
            "https:\\\\evil.example/cb | is no valid URI",
            "https://app.example/a b | is no valid URI",
            "https://äpp.example/ | is no valid URI",
            "https://app.example/cb?code=x | has a parameter that answers use",
            "https://app.example/cb?a=1&iss=x | has a parameter that answers use",
            "javascript:alert(1) | never acceptable",
            "JaVaScRiPt:alert(1) | never acceptable",
            "data:text/html,x | never acceptable",
            "vbscript:x | never acceptable",
            "file:///etc/passwd | never acceptable",
            "about:blank | never acceptable",
            "blob:https://app.example/x | never acceptable",
            "myapp:/cb | has a scheme that nobody owns",
            "com.example.app:/cb | has a scheme of its own" })
    void refuses_redirect_uris(String uri, String problem) {
        for (var name : List.of("redirect_uris", "post_logout_redirect_uris")) {
            var mistakes = mistakes("client_id: spa\ntoken_endpoint_auth_method: none\n"
                    + "redirect_uris: [https://spa.example/]\n".repeat(name.startsWith("post") ? 1 : 0) + name + ": ['"
                    + uri + "']\n");
            assertThat(mistakes).hasSize(1).allMatch(m -> m.contains(name + "[0]") && m.contains(problem));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\tjavascript:alert(1)\"", "\"https://app.example/\\r\\nx\"", "''" })
    void refuses_control_characters_in_redirect_uris(String quoted) {
        assertThat(mistakes("client_id: spa\ntoken_endpoint_auth_method: none\nredirect_uris: [" + quoted + "]\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_uri", "logo_uri", "policy_uri", "tos_uri", "initiate_login_uri" })
    void refuses_pages_that_a_browser_would_execute(String name) {
        assertThat(mistakes(APP + name + ": 'javascript:alert(1)'\n")).hasSize(1)
                .allMatch(m -> m.startsWith("x:4:") && m.contains("is no web address"));
    }

    @Test
    void accepts_plain_http_redirects_where_the_client_says_so() {
        assertThat(read(spa("http://app.example/cb") + "allow_insecure_http_redirect: true\n").redirects().uris())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "com.example.app:cb | has no path",
            "com.example.app:/cb | " })
    void accepts_schemes_of_its_own_for_native_applications(String uri, String problem) {
        assertThat(String.join("", mistakes(spa(uri) + "application_type: native\n")))
                .contains(problem == null ? "" : problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "client_secret: short | client_secret: is shorter than 16 characters",
            "token_endpoint_auth_method: none | client_secret: is set, but token_endpoint_auth_method is none",
            "token_endpoint_auth_method: private_key_jwt | jwks: is missing",
            "token_endpoint_auth_method: magic | is not known",
            "token_endpoint_auth_method: tls_client_auth | is tls_client_auth, which this server is not set up for",
            "token_endpoint_auth_signing_alg: RS256 | has no meaning for client_secret_basic",
            "grant_types: [implicit] | has no token or id_token; add it",
            "grant_types: [password] | is not known",
            "grant_types: [] | grant_types: is empty",
            "grant_types: [client_credentials, refresh_token] | has refresh_token without a grant that issues one",
            "response_types: ['code id_token'] | has token or id_token; add implicit to grant_types",
            "response_types: ['code token code'] | is not known",
            "response_types: [] | response_types: has no code; add it",
            "jwks_uri: http://app.example/jwks | jwks_uri: 'http://app.example/jwks' is not https",
            "jwks_uri: ftp://app.example/jwks | is no web address",
            "jwks_uri: https://app.example/jwks#x | has a fragment",
            "profile: legacy | is not offered by this version; use fapi1, fapi2 or oauth",
            "response_modes: [smoke] | is not known",
            "redirect_match: path_prefix | is not offered by this version; use exact",
            "id_token_encrypted_response_alg: RSA1_5 | is not known",
            "id_token_encrypted_response_alg: ECDH-ES | needs a public key of the client",
            "userinfo_encrypted_response_enc: A128GCM | is set without userinfo_encrypted_response_alg",
            "authorization_encrypted_response_enc: A128KW | is not known",
            "subject_type: secret | is not known",
            "sector_identifier_uri: http://app.example/sector | is not https",
            "acts_as_user: bot@app.example | is not offered by this version",
            "remote_login_form: true | is not offered by this version",
            "error_uris: [https://a.example] | is not offered by this version",
            "scope: 'a\"b' | does not allow",
            "pkce_methods: [] | pkce_methods: is empty, but PKCE is required",
            "pkce_methods: [s256] | is not known; use S256 or plain",
            "issue_refresh_token: always | add refresh_token to grant_types",
            "id_token_signed_response_alg: none | is not one of the server's keys.algorithms",
            "userinfo_signed_response_alg: PS256 | is not one of the server's keys.algorithms",
            "default_max_age: -1 | is out of range",
            "allowed_cors_origins: ['*'] | is no origin",
            "allowed_cors_origins: [https://app.example/] | is no origin",
            "initiate_login_uri: http://app.example/ | is not https",
            "lifetimes: { access_token: 10 } | lifetimes.access_token: '10' is not a duration",
            "lifetimes: { session: 1h } | lifetimes.session: is not a known name",
            "redirect_uri: x | did you mean redirect_uris?",
            "client_secret: 'ümlaut-ümlaut-ümlaut-ümlaut' | outside of visible ASCII",
            "consent: never | is not known; use first_party or required" })
    void refuses(String setting, String problem) {
        var name = setting.substring(0, setting.indexOf(':'));
        var rest = APP.lines().filter(line -> !line.startsWith(name + ":")).reduce("", (a, b) -> a + b + "\n");
        assertThat(mistakes(rest + setting + "\n")).anyMatch(m -> m.contains(problem));
    }

    @Test
    void says_what_is_missing() {
        assertThat(mistakes("client_name: x\n")).containsExactly(
                "x:1:1: client_id: is missing; give every client one",
                "x:1:1: client_secret: is missing; client_secret_basic needs one; a public client says none instead",
                "x:1:1: redirect_uris: is missing; list where answers to the client may be sent");
    }

    @Test
    void demands_pkce_and_no_client_credentials_of_public_clients() {
        assertThat(mistakes(SPA + "require_pkce: false\ngrant_types: [authorization_code, client_credentials]\n"))
                .containsExactly(
                        "x:4:1: require_pkce: is off for a public client; leave it on (RFC 9700 §2.1.1)",
                        "x:5:1: grant_types: has client_credentials, but token_endpoint_auth_method is none;"
                                + " give the client a way to authenticate (RFC 6749 §4.4)");
    }

    @Test
    void demands_a_key_for_hmac_that_is_as_long_as_its_output() {
        assertThat(mistakes("""
                client_id: a
                grant_types: [client_credentials]
                client_secret: 0123456789abcdef
                token_endpoint_auth_method: client_secret_jwt
                """)).hasSize(1).allMatch(m -> m.contains("shorter than 32"));
    }

    @Test
    void demands_one_sector_of_pairwise_subjects() { // OIDC Core §8.1
        var twoHosts = APP.replace("]", ", https://other.example/cb]") + "subject_type: pairwise\n";
        assertThat(mistakes(twoHosts)).singleElement().asString().contains("have not exactly one host");
        assertThat(mistakes(twoHosts + "sector_identifier_uri: https://app.example/all\n")).isEmpty();
        assertThat(mistakes(APP + "subject_type: pairwise\nsubject_claim: email\n")).singleElement()
                .asString()
                .contains("subject_claim: is email, but subject_type is pairwise");
        assertThat(read(APP + "subject_type: pairwise\n").subject().sector()).isEqualTo("app.example");
    }

    @Test
    void demands_a_secret_for_encryption_with_one() {
        assertThat(mistakes(SPA + "id_token_encrypted_response_alg: dir\n")).singleElement()
                .asString()
                .contains("needs a client_secret");
    }

    @Test
    void demands_a_key_that_fits() throws JOSEException {
        var keys = new JWKSet(new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).generate().toPublicJWK()).toString();
        assertThat(mistakes(APP + "id_token_encrypted_response_alg: RSA-OAEP-256\njwks: '" + keys + "'\n"))
                .singleElement()
                .asString()
                .contains("has no key for RSA-OAEP-256");
    }

    @Test
    void reads_public_keys_as_an_object_or_as_text() throws JOSEException {
        var key = new RSAKeyGenerator(2048).keyID("k").generate();
        var publicKeys = new JWKSet(key.toPublicJWK());
        for (var jwks : List.of(publicKeys.toJSONObject(), publicKeys.toString())) {
            var client = read(Map.of("client_id", "a", "grant_types", List.of("client_credentials"),
                    "token_endpoint_auth_method", "private_key_jwt", "jwks", jwks));
            assertThat(client.credentials().jwks()).isNotNull()
                    .satisfies(keys -> assertThat(keys.getKeyByKeyId("k")).isEqualTo(key.toPublicJWK()));
        }
    }

    @Test
    void refuses_private_symmetric_and_weak_keys() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        assertThat(jwks(new JWKSet(new RSAKeyGenerator(2048).generate()).toString(false)))
                .contains("has a private key");
        assertThat(jwks("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\"}]}"))
                .contains("has a private key");
        assertThat(jwks(new JWKSet(weak.toPublicJWK()).toString())).contains("has an RSA key of 1024 bits");
        assertThat(jwks("{\"keys\":[]}")).contains("has no key");
        assertThat(jwks("nonsense")).contains("is no JWK Set");
        assertThat(jwks("{\"keys\":[{\"kty\":\"RSA\"}]}")).contains("is no JWK Set");
    }

    @Test
    void reads_a_stored_document_like_a_section_of_the_file() {
        var document = Document.yaml(APP, Path.of(""), Map.of());
        settings.read(document.root());
        var stored = Json.object(Json.text(document.root().plain()));
        assertThat(read(stored)).isEqualTo(read(APP));
    }

    private String jwks(String jwks) {
        var document = Document.json(Map.of("client_id", "a", "grant_types", List.of("client_credentials"),
                "token_endpoint_auth_method", "private_key_jwt", "jwks", jwks));
        return String.join("\n", report(document));
    }

    private static String spa(String redirectUri) {
        return "client_id: spa\ntoken_endpoint_auth_method: none\nredirect_uris: ['" + redirectUri + "']\n";
    }

    private Client read(String yaml) {
        var document = Document.yaml(yaml, Path.of(""), Map.of());
        var client = settings.read(document.root());
        document.check();
        return client;
    }

    private Client read(Map<String, Object> json) {
        var document = Document.json(json);
        var client = settings.read(document.root());
        document.check();
        return client;
    }

    private List<String> mistakes(String yaml) {
        return report(Document.yaml(yaml, Path.of(""), Map.of()));
    }

    private List<String> report(Document document) {
        settings.read(document.root());
        try {
            document.check();
            return List.of();
        } catch (InvalidSettings e) {
            return e.in("x");
        }
    }
}
