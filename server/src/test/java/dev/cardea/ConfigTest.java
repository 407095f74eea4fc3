package dev.cardea;

import dev.cardea.client.Client;
import dev.cardea.client.Lifetimes;
import dev.cardea.config.InvalidSettings;
import dev.cardea.http.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Configuration")
class ConfigTest {
    @TempDir
    Path directory;

    @Test
    void needs_nothing_but_an_issuer() {
        var config = parse("issuer: https://sso.example.com\n");
        assertThat(config.issuer()).isEqualTo("https://sso.example.com");
        assertThat(config.listen()).isEqualTo(new Config.Listen("127.0.0.1", 8080, null, 0, Duration.ZERO, null));
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.data()).isEqualTo(directory.resolve("data"));
        assertThat(config.store().url()).isEqualTo("jdbc:sqlite:" + directory.resolve("data/cardea.db"));
        assertThat(config.encryption().secret()).isNull();
        assertThat(config.outbound().allowPrivateAddresses()).isFalse();
        assertThat(config.mail()).isNull();
        assertThat(config.guessing()).isEqualTo(new Config.Guessing(5, 50, Duration.ofMinutes(15)));
        assertThat(config.keys()).isEqualTo(new Config.Keys(List.of("RS256", "ES256"), Duration.ofDays(30)));
        assertThat(config.lifetimes()).isEqualTo(Lifetimes.DEFAULTS);
        assertThat(config.sessions()).isEqualTo(new Config.Sessions(Duration.ofMinutes(30), Duration.ofHours(12)));
        assertThat(config.declarations().prune()).isFalse();
        assertThat(config.declarations().clients()).isEmpty();
    }

    @Test
    void reads_everything_that_this_version_offers() throws Exception {
        var certificates = Certificates.of("sso.example.com");
        certificates.writeCertificate(directory.resolve("tls.crt"));
        certificates.writeKey(directory.resolve("tls.key"));
        Files.writeString(directory.resolve("ca.pem"), "x");
        Files.writeString(directory.resolve("cardea"), "0123456789abcdef0123456789abcdef\n");
        var config = parse(
                """
                        issuer: https://sso.example.com
                        listen:
                          host: 0.0.0.0
                          port: 8443
                          admin_port: 9000
                          connections_per_address: 100
                          drain: 10s
                          tls: { certificate: tls.crt, private_key: tls.key, client_certificates: request }
                        trusted_proxies: [10.0.0.0/8]
                        guessing: { account: 3, address: 200, longest_wait: 30m }
                        data: ./data
                        store: { url: "jdbc:postgresql://a,b/cardea?targetServerType=primary", username: cardea, password: pw, pool_size: 20 }
                        secret: "${file:cardea}"
                        outbound: { private_addresses: deny, allow: [10.1.2.3], trust: ca.pem, timeout: 5s, max_bytes: 256KB }
                        mail: { url: "smtp://127.0.0.1:1025", from: "Cardea <no-reply@example.com>" }
                        keys: { algorithms: [RS256, ES256], rotate_every: 30d }
                        lifetimes: { authorization_code: 60s, access_token: 10m, id_token: 10m, refresh_token: 15m, refresh_grace: 10s, session_idle: 30m, session: 12h, sso_token: 60s }
                        features: { dynamic_registration: off, implicit: false, openid2: false }
                        compat: { accept_grand_type: false, prefix_redirect_for_implicit: false }
                        organizations:
                          - { id: acme, name: Acme GmbH, domains: [acme.example], post_logout_redirect_uri: "https://acme.example/" }
                        roles:
                          - { id: editor, authorizations: ["article:write"] }
                        users:
                          - { email: alice@acme.example, email_verified: true, password: "correct horse", name: Alice, organization: acme, roles: [editor] }
                        clients:
                          - client_id: shop
                            client_name: Shop
                            client_secret: "0123456789abcdef"
                            redirect_uris: [https://shop.example/cb]
                            grant_types: [authorization_code, refresh_token]
                            response_types: [code]
                            token_endpoint_auth_method: client_secret_basic
                            organization: acme
                            profile: oauth
                            consent: required
                            required_roles: []
                            access_token_format: jwt
                            subject_claim: sub
                            issue_refresh_token: on_offline_scope
                            require_pkce: true
                            pkce_methods: [S256]
                            lifetimes: { access_token: 1h }
                            redirect_match: exact
                            allow_insecure_http_redirect: false
                            error_uris: []
                            remote_login_form: false
                            login_form_origins: []
                            allowed_cors_origins: []
                        identity_providers: []
                        services: []
                        """);
        assertThat(config.listen().tls()).isEqualTo(
                new Config.Tls(directory.resolve("tls.crt"), directory.resolve("tls.key"), true));
        assertThat(config.listen().connectionsPerAddress()).isEqualTo(100);
        assertThat(config.listen().drain()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.guessing()).isEqualTo(new Config.Guessing(3, 200, Duration.ofMinutes(30)));
        assertThat(config.store()).isEqualTo(new Config.Store(
                "jdbc:postgresql://a,b/cardea?targetServerType=primary", "cardea", "pw", 20));
        assertThat(config.encryption().secret()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(config.outbound().maxBytes()).isEqualTo(256 * 1024);
        var declared = config.declarations();
        assertThat(declared.organizations().getFirst().domains()).containsExactly("acme.example");
        assertThat(declared.roles().getFirst().authorizations()).containsExactly("article:write");
        assertThat(declared.users().getFirst().claims()).containsEntry("name", "Alice");
        var shop = declared.clients().getFirst();
        assertThat(shop.client().tokens().lifetimes().accessToken()).hasHours(1);
        assertThat(shop.client().tokens().lifetimes().idToken()).hasMinutes(10);
        assertThat(shop.client().tokens().refreshTokens()).isEqualTo(Client.RefreshTokenPolicy.on_offline_scope);
        assertThat(shop.document()).containsEntry("client_name", "Shop").doesNotContainKey("client_secret");
        assertThat(config.toString()).doesNotContain("0123456789abcdef", "correct horse", "pw");
    }

    @Test
    void refuses_what_only_a_later_version_offers() {
        assertThat(mistakes("""
                issuer: https://sso.example.com
                features: { openid2: true }
                compat: { accept_grand_type: true }
                identity_providers: [{ id: x }]
                services: [{ id: x }]
                gateway: { routes: [] }
                """)).hasSize(5).allMatch(m -> m.contains("is not offered by this version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://sso.example.com", "https://sso.example.com/", "https://sso.example.com:8443",
            "http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080/" })
    void takes_an_issuer_as_written(String issuer) {
        assertThat(parse("issuer: '" + issuer + "'\n").issuer()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @CsvSource({"http://sso.example.com,is plain http", "https://a.example/?x=1,has a query",
            "https://a.example/#x,has a query",
            "ftp://a.example,is no web address", "sso.example.com,is not an absolute address",
            "https://a.example/auth,has a path", "https://a.example/auth/,has a path", "https://a.example//,has a path",
            "https://u@a.example,has a user name", "http://localhost.evil.example,is plain http" })
    void refuses_an_issuer_that_cannot_be_one(String issuer, String problem) {
        assertThat(mistakes("issuer: '" + issuer + "'\n")).hasSize(1).allMatch(m -> m.contains(problem));
    }

    @Test
    void refuses_tls_files_that_no_server_could_work_with() throws Exception {
        var yaml = "issuer: https://sso.example.com\nlisten: { tls: { certificate: tls.crt, private_key: tls.key } }\n";
        Certificates.of("one").writeCertificate(directory.resolve("tls.crt"));
        Certificates.of("other").writeKey(directory.resolve("tls.key"));
        assertThat(mistakes(yaml)).hasSize(1).allMatch(m -> m.contains("is not that of the certificate"));
        Files.writeString(directory.resolve("tls.key"), "garbage");
        assertThat(mistakes(yaml)).hasSize(1).allMatch(m -> m.contains("no private key in PEM form"));
        Files.writeString(directory.resolve("tls.crt"), "garbage");
        assertThat(mistakes(yaml)).hasSize(1).allMatch(m -> m.contains("listen.tls.certificate: cannot be used"));
    }

    @Test
    void tells_what_is_missing() {
        assertThat(mistakes(
                "store: { url: 'jdbc:postgresql://db/cardea' }\nlisten: { tls: { certificate: none.pem } }\nmail: {}\n"))
                .anyMatch(m -> m.contains("issuer: is missing"))
                .anyMatch(m -> m.contains("secret: is missing"))
                .anyMatch(m -> m.contains("listen.tls.private_key: is missing"))
                .anyMatch(m -> m.contains("listen.tls.certificate: 'none.pem' is no file"))
                .anyMatch(m -> m.contains("mail.url: is missing"))
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "secret: short | secret: is shorter than 32",
            "keys: { algorithms: [ES256] } | does not contain RS256",
            "keys: { algorithms: [RS256, HS256] } | keys.algorithms[1]: 'HS256' is not known",
            "keys: { rotate_every: 1h } | out of range",
            "trusted_proxies: [proxy.example] | is no address range",
            "trusted_proxies: [10.0.0.0/33] | is no address range",
            "store: { url: 'jdbc:mysql://x/y' } | is no JDBC URL",
            "lifetimes: { authorization_code: 1h } | write a duration from 1s to 10m",
            "lifetimes: { session: 10m } | session_idle: is longer than session",
            "lifetimes: { refresh_token: 200d } | refresh_family: is shorter than refresh_token",
            "outbound: { allow: ['a b'] } | is neither a host nor an address range",
            "mail: { url: 'http://x', from: x } | mail.from: 'x' is no sender",
            "listen: { port: 65536 } | is out of range",
            "listn: { port: 1 } | did you mean listen?" })
    void refuses(String yaml, String problem) {
        assertThat(mistakes("issuer: https://sso.example.com\n" + yaml + "\n"))
                .anyMatch(m -> m.startsWith("cardea.yaml:2:") && m.contains(problem));
    }

    @Test
    void takes_values_from_the_environment() {
        var config = Config.parse(
                "issuer: https://sso.example.com\n",
                directory,
                Map.of("CARDEA_STORE_URL", "jdbc:sqlite:/tmp/x.db", "CARDEA_LISTEN_PORT", "0",
                        "CARDEA_LIFETIMES_ACCESS_TOKEN",
                        "5m", "CARDEA_SECRET", "0123456789abcdef0123456789abcdef"));
        assertThat(config.store().url()).isEqualTo("jdbc:sqlite:/tmp/x.db");
        assertThat(config.listen().port()).isZero();
        assertThat(config.lifetimes().accessToken()).hasMinutes(5);
        assertThat(config.encryption().secret()).isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void checks_what_declarations_refer_to() {
        assertThat(mistakes(
                """
                        issuer: https://sso.example.com
                        organizations: [{ id: acme }, { id: acme }, { id: "A b" }]
                        roles: [{ id: administrator }, { id: editor }]
                        users:
                          - { email: a@x.example, organization: acmee, roles: [editor, writer, administrator] }
                          - { email: A@X.example }
                          - { name: Nobody }
                          - { email: nonsense, password: short, password_hash: plain }
                        clients:
                          - { client_id: a, token_endpoint_auth_method: none, redirect_uris: [https://a.example/], organization: none, required_roles: [none] }
                          - { client_id: a, token_endpoint_auth_method: none, redirect_uris: [https://a.example/] }
                        """))
                .containsExactly(
                        "cardea.yaml:2:33: organizations[1].id: 'acme' is declared twice; keep one of them",
                        "cardea.yaml:2:51: organizations[2].id: 'A b' is no id; use lower-case letters, digits, '-', '_' and '.'",
                        "cardea.yaml:3:11: roles[0].id: 'administrator' is built in; choose another id",
                        "cardea.yaml:5:41: users[0].organization: 'acmee' is no declared organization;"
                                + " declare it under organizations, or use one of A b, acme",
                        "cardea.yaml:5:64: users[0].roles[1]: 'writer' is no declared role;"
                                + " declare it under roles, or use one of administrator, editor, organization_administrator",
                        "cardea.yaml:6:7: users[1].email: 'a@x.example' already belongs to users[0]; give every account its own identifiers",
                        "cardea.yaml:7:5: users[2].email: is missing; give the account an email or a preferred_username to sign in with",
                        "cardea.yaml:8:14: users[3].email: 'nonsense' is no e-mail address; write it like alice@example.com",
                        "cardea.yaml:8:34: users[3].password: is shorter than 8 characters; choose a longer one",
                        "cardea.yaml:8:41: users[3].password_hash: is set beside password; keep one of the two",
                        "cardea.yaml:8:56: users[3].password_hash: cannot be used: password hash begins with none of $argon2id$,"
                                + " $argon2i$, $argon2d$, $2a$, $2b$, $2y$, $pbkdf2-sha256$, $pbkdf2-sha512$, $scrypt$;"
                                + " make one with: cardea hash-password",
                        "cardea.yaml:10:106: clients[0].organization: 'none' is no declared organization;"
                                + " declare it under organizations, or use one of A b, acme",
                        "cardea.yaml:10:129: clients[0].required_roles[0]: 'none' is no declared role;"
                                + " declare it under roles, or use one of administrator, editor, organization_administrator",
                        "cardea.yaml:11:7: clients[1].client_id: 'a' is declared twice; keep one of them");
    }

    private Config parse(String yaml) {
        return Config.parse(yaml, directory, Map.of());
    }

    private List<String> mistakes(String yaml) {
        try {
            parse(yaml);
            return List.of();
        } catch (InvalidSettings e) {
            return e.in("cardea.yaml");
        }
    }
}
