package dev.cardea.mtls;

import dev.cardea.TestCardea;
import dev.cardea.dpop.TestProof;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static dev.cardea.TestCardea.claims;
import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8705 §2 client authentication, over TLS")
class ClientCertificateTest {
    private static final String TOKEN = "/oauth2/token";
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = TestCardea.of(Cast.overTls(Cast.CLIENTS
                + client("dns", "tls_client_auth_san_dns: app.example")
                + client("uri", "tls_client_auth_san_uri: 'https://app.example/id'")
                + client("ip", "tls_client_auth_san_ip: '2001:db8::7'")
                + client("email", "tls_client_auth_san_email: App@app.example")));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    private static String client(String id, String subject) {
        return "  - { client_id: " + id + ", token_endpoint_auth_method: tls_client_auth, grant_types:"
                + " [client_credentials], response_types: [], scope: orders, " + subject + " }\n";
    }

    private static TestCertificate.Builder certificate(String dn) {
        return TestCertificate.named(dn).by(Cast.BETWEEN);
    }

    private static HttpResponse<String> token(@Nullable TestCertificate with, String client, String... headers) {
        try (var tls = new TestTls(cardea.server.certificatePort(), with)) {
            return tls.post(TOKEN, Map.of("grant_type", "client_credentials", "client_id", client), headers);
        }
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(json(response)).containsEntry("error", "invalid_client");
    }

    @Test
    void takes_a_certificate_of_a_trusted_authority_and_binds_the_token_to_it() { // §2.1, §3.1
        var answer = json(token(Cast.PKI, "pki"));
        assertThat(answer).containsEntry("token_type", "Bearer");
        assertThat(claims(answer.get("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", Cast.PKI.thumbprint()));
    }

    @Test
    void takes_a_self_signed_certificate_that_is_registered() { // §2.2
        var answer = json(token(Cast.SELF, "self"));
        assertThat(claims(answer.get("access_token")))
                .containsEntry("cnf", Map.of("x5t#S256", Cast.SELF.thumbprint()));
        assertThat(claims(json(token(Cast.SELF, "unbound")).get("access_token"))).doesNotContainKey("cnf");
    }

    @Test
    void takes_each_kind_of_alternative_name() { // §2.1.2
        var all = certificate("CN=any")
                .also(2, "other.example")
                .also(2, "APP.example")
                .also(6, "https://app.example/id")
                .also(7, "2001:db8:0:0::7")
                .also(1, "App@APP.example")
                .build();
        for (var client : List.of("dns", "uri", "ip", "email"))
            assertThat(token(all, client).statusCode()).as(client).isEqualTo(200);
    }

    @Test
    void refuses_other_alternative_names() { // §2.1.2
        var none = certificate("CN=app.example").build();
        var near = certificate("CN=app.example")
                .also(2, "*.example")
                .also(2, "app.example.com")
                .also(6, "https://app.example/ID")
                .also(7, "2001:db8::8")
                .also(1, "app@app.example")
                .build();
        // The right names, each as another kind.
        var crossed = certificate("CN=x").also(6, "dns:app.example").also(2, "https://app.example/id").build();
        for (var client : List.of("dns", "uri", "ip", "email"))
            for (var certificate : List.of(none, near, crossed)) assertRefused(token(certificate, client));
    }

    @Test
    void refuses_everybody_else_and_does_not_say_why() { // §2
        var foreign = TestCertificate.authority("CN=Root,O=Acme");
        var expired = certificate("CN=pki,O=Acme,C=DE").until(cardea.clock.instant().minusSeconds(1)).build();
        assertRefused(token(null, "pki"));
        assertRefused(token(null, "self"));
        assertRefused(token(Cast.SELF, "pki"));
        assertRefused(token(Cast.PKI, "self"));
        assertRefused(token(Cast.OTHER, "self"));
        assertRefused(token(Cast.PKI, "nobody"));
        assertRefused(token(Cast.PKI, "machine")); // registered for a secret
        assertRefused(token(TestCertificate.selfSigned("CN=pki,O=Acme,C=DE"), "pki"));
        assertRefused(token(TestCertificate.named("CN=pki,O=Acme,C=DE").by(foreign).build(), "pki"));
        assertRefused(token(expired, "pki"));
        assertRefused(token(certificate("CN=pki,O=Acme,C=AT").build(), "pki"));
        assertRefused(token(certificate("C=DE,O=Acme,CN=pki").build(), "pki")); // another order is another name
        assertRefused(token(certificate("CN=pki,O=Acme,C=DE").only(KeyPurposeId.id_kp_serverAuth).build(), "pki"));
        // Signed by a client's certificate, which is no authority.
        assertRefused(token(TestCertificate.named("CN=pki,O=Acme,C=DE").by(Cast.PKI).build(), "pki"));
        // The same name and another key.
        assertRefused(token(TestCertificate.selfSigned("CN=self"), "self"));
        var told = token(expired, "pki").body().replaceAll("\"error_id\":\"[^\"]*\"", "");
        assertThat(token(null, "nobody").body().replaceAll("\"error_id\":\"[^\"]*\"", "")).isEqualTo(told);
        assertThat(told).doesNotContain("expired");
    }

    @Test
    void refuses_a_self_signed_certificate_that_has_expired() {
        try (var other = TestCardea.of(Cast.overTls(Cast.CLIENTS));
                var tls = new TestTls(other.server.certificatePort(), Cast.SHORT)) {
            var form = Map.of("grant_type", "client_credentials", "client_id", "short");
            assertThat(tls.post(TOKEN, form).statusCode()).isEqualTo(200);
            other.clock.advance(Duration.ofHours(2));
            // Also on a connection that it opened in time.
            assertRefused(tls.post(TOKEN, form));
        }
    }

    @Test
    void lets_a_client_with_a_secret_show_a_certificate_too() { // §3
        var form = Map.of("grant_type", "client_credentials");
        try (var tls = new TestTls(cardea.server.certificatePort(), Cast.OTHER)) {
            var answer = json(tls.post(TOKEN, form, "Authorization", basic("secret", SECRET)));
            assertThat(claims(answer.get("access_token")))
                    .containsEntry("cnf", Map.of("x5t#S256", Cast.OTHER.thumbprint()));
            assertThat(claims(json(tls.post(TOKEN, form, "Authorization", basic("machine", SECRET)))
                    .get("access_token"))).doesNotContainKey("cnf");
        }
    }

    @Test
    void refuses_a_client_that_is_registered_for_bound_tokens_and_shows_no_certificate() { // §3
        var form = Map.of("grant_type", "client_credentials");
        for (int port : List.of(cardea.server.certificatePort(), cardea.server.port()))
            try (var tls = new TestTls(port, port == cardea.server.port() ? Cast.OTHER : null)) {
                var refused = tls.post(TOKEN, form, "Authorization", basic("secret", SECRET));
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(json(refused)).containsEntry("error", "invalid_request");
                assertThat((String) json(refused).get("error_description")).contains("presented none");
            }
    }

    @Test
    void sees_the_certificate_on_a_resumed_session_too() {
        for (int i = 0; i < 3; i++) {
            try (var tls = new TestTls(cardea.server.certificatePort(), Cast.SELF)) {
                var form = Map.of("grant_type", "client_credentials", "client_id", "self");
                assertThat(tls.post(TOKEN, form).statusCode()).isEqualTo(200);
                assertThat(tls.post(TOKEN, form, "X-Again", "1").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void takes_them_at_every_endpoint_that_authenticates_clients() {
        try (var tls = new TestTls(cardea.server.certificatePort(), Cast.PKI)) {
            var token = (String) json(token(Cast.PKI, "pki")).get("access_token");
            var form = Map.of("client_id", "pki", "token", token);
            assertThat(json(tls.post("/oauth2/introspect", form)))
                    .containsEntry("active", true)
                    .containsEntry("cnf", Map.of("x5t#S256", Cast.PKI.thumbprint()))
                    .containsEntry("token_type", "Bearer");
            var asked = TestCardea.request("client_id", "pki", "scope", "openid");
            assertThat(tls.post("/oauth2/par", asked).statusCode()).isEqualTo(201);
            assertThat(tls.post("/oauth2/revoke", form).statusCode()).isEqualTo(200);
            assertThat(json(tls.post("/oauth2/introspect", form))).containsEntry("active", false);
        }
        try (var tls = new TestTls(cardea.server.certificatePort(), Cast.OTHER)) {
            for (var path : List.of("/oauth2/introspect", "/oauth2/par", "/oauth2/revoke"))
                assertRefused(tls.post(path, Map.of("client_id", "pki", "token", "x")));
        }
    }

    @Test
    void takes_proofs_made_for_the_address_that_it_is_called_by() { // RFC 9449 §4.3
        for (var base : List.of(TestCardea.ISSUER, "https://mtls.example")) {
            var proof = new TestProof(TestProof.key(), cardea, "POST", TOKEN).with("htu", base + TOKEN).toString();
            assertThat(json(token(Cast.SELF, "unbound", "DPoP", proof))).containsEntry("token_type", "DPoP");
        }
        var other = new TestProof(TestProof.key(), cardea, "POST", TOKEN).with("htu", "https://other.example" + TOKEN);
        assertThat(token(Cast.SELF, "unbound", "DPoP", other.toString()).statusCode()).isEqualTo(400);
    }

    @Test
    void keeps_people_away_from_the_port_for_certificates() { // §5
        try (var tls = new TestTls(cardea.server.certificatePort(), null);
                var usual = new TestTls(cardea.server.port(), null)) {
            for (var path : List.of("/login", "/oauth2/auth", "/.well-known/openid-configuration", "/"))
                assertThat(tls.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(usual.get("/login").statusCode()).isEqualTo(200);
            var metadata = json(usual.get("/.well-known/openid-configuration"));
            assertThat(metadata).containsEntry("tls_client_certificate_bound_access_tokens", true);
            assertThat(metadata.get("mtls_endpoint_aliases")).asString()
                    .contains("token_endpoint=https://mtls.example/oauth2/token",
                            "pushed_authorization_request_endpoint=https://mtls.example/oauth2/par",
                            "userinfo_endpoint=https://mtls.example/userinfo")
                    .doesNotContain("authorization_endpoint=https://mtls.example/oauth2/auth");
            assertThat(metadata.get("token_endpoint_auth_methods_supported")).asString()
                    .contains("tls_client_auth", "self_signed_tls_client_auth");
        }
        try (var without = new TestCardea()) {
            assertThat(without.get("/.well-known/openid-configuration").body()).doesNotContain("tls_client", "mtls");
        }
    }
}
