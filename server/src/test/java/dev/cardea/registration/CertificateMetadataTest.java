package dev.cardea.registration;

import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import dev.cardea.mtls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.cardea.TestCardea.json;
import static dev.cardea.registration.TestRegistration.assertRefused;
import static dev.cardea.registration.TestRegistration.metadata;
import static dev.cardea.registration.TestRegistration.registered;
import static dev.cardea.registration.TestRegistration.send;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 8705 §2.1.2, §3.4 client metadata, registered dynamically")
class CertificateMetadataTest {
    private static final String BOUND = "tls_client_certificate_bound_access_tokens";
    private static final String METHOD = "token_endpoint_auth_method";
    private static final String DN = "tls_client_auth_subject_dn";
    private static final String INVALID = "invalid_client_metadata";
    private static final TestCertificate SELF = TestCertificate.selfSigned("CN=newcomer");
    @TempDir
    static Path folder;
    private static TestCardea cardea;

    @BeforeAll
    static void start() throws IOException {
        var trust = folder.resolve("ca.pem");
        Files.writeString(trust, TestCertificate.authority("CN=Root").pem());
        cardea = new TestCardea("features: { dynamic_registration: open }\nregistration: { per_hour: 1000 }\n"
                + "trusted_proxies: [127.0.0.0/8]\nmtls: { header: Client-Cert, trust: " + trust + " }\n");
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    @Test
    void is_kept_and_told() {
        var pki = registered(cardea, METHOD, "tls_client_auth", DN, "CN=newcomer,O=Acme", BOUND, true,
                "use_mtls_endpoint_aliases", true);
        assertThat(pki).containsEntry(METHOD, "tls_client_auth")
                .containsEntry(DN, "CN=newcomer,O=Acme")
                .containsEntry(BOUND, true)
                .containsEntry("use_mtls_endpoint_aliases", true)
                .doesNotContainKey("client_secret");
        assertThat(json(TestRegistration.manage(cardea, "GET", pki, null))).containsEntry(BOUND, true)
                .containsEntry(DN, "CN=newcomer,O=Acme");
        for (var name : List.of("dns", "uri", "ip", "email")) {
            var value = name.equals("ip") ? "192.0.2.7" : "app.example";
            assertThat(registered(cardea, METHOD, "tls_client_auth", "tls_client_auth_san_" + name, value))
                    .containsEntry("tls_client_auth_san_" + name, value);
        }
        assertThat(registered(cardea, BOUND, false)).containsEntry(BOUND, false);
    }

    @Test
    void is_what_the_client_is_held_to() {
        var self = registered(cardea, METHOD, "self_signed_tls_client_auth", "jwks", Json.object(SELF.jwks()), BOUND,
                true);
        assertThat(self).containsEntry("jwks", Json.object(SELF.jwks()));
        var form = Map.of("client_id", (String) self.get("client_id"), "token", "x");
        assertThat(cardea.post("/oauth2/revoke", form, "Client-Cert", SELF.header()).statusCode()).isEqualTo(200);
        assertThat(cardea.post("/oauth2/revoke", form).statusCode()).isEqualTo(401);
        var secret = registered(cardea, BOUND, true);
        var refused = cardea.post("/oauth2/token", Map.of("grant_type", "authorization_code", "code", "x"),
                "Authorization", TestCardea.basic((String) secret.get("client_id"),
                        (String) secret.get("client_secret")));
        assertThat((String) json(refused).get("error_description")).contains("presented none");
    }

    @Test
    void is_refused_where_it_makes_no_sense() {
        var pki = "tls_client_auth";
        assertRefused(send(cardea, metadata(METHOD, pki)), INVALID, "is missing");
        assertRefused(send(cardea, metadata(METHOD, pki, DN, "CN=a", "tls_client_auth_san_dns", "a.example")), INVALID,
                "exactly one");
        assertRefused(send(cardea, metadata(METHOD, pki, DN, "nonsense")), INVALID, "RFC 4514");
        assertRefused(send(cardea, metadata(METHOD, pki, "tls_client_auth_san_ip", "a.example")), INVALID, "192.0.2.7");
        assertRefused(send(cardea, metadata(DN, "CN=a")), INVALID, "has no meaning for client_secret_basic");
        assertRefused(send(cardea, metadata(METHOD, "self_signed_tls_client_auth")), INVALID, "jwks");
        var plain = Json.object(SELF.jwks().replaceFirst("\"x5c\":\\[[^]]*],?", ""));
        assertRefused(send(cardea, metadata(METHOD, "self_signed_tls_client_auth", "jwks", plain)), INVALID, "x5c");
        assertRefused(send(cardea, metadata(BOUND, true, "dpop_bound_access_tokens", true)), INVALID, "one binding");
        assertRefused(send(cardea, metadata(BOUND, true, "response_types", List.of("code token"), "grant_types",
                List.of("authorization_code", "implicit"))), INVALID, "response_types has token");
        assertRefused(send(cardea, metadata(BOUND, "perhaps")), INVALID, BOUND);
    }

    @Test
    void is_refused_by_a_server_that_sees_no_certificates() {
        try (var blind = TestRegistration.open("")) {
            assertRefused(send(blind, metadata(BOUND, true)), INVALID, "not set up to see certificates");
            assertRefused(send(blind, metadata(METHOD, "tls_client_auth", DN, "CN=a")), INVALID, "not set up for");
            assertThat(registered(blind, BOUND, false)).containsEntry(BOUND, false);
        }
    }
}
