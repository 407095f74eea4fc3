package dev.cardea.mtls;

import dev.cardea.TestCardea;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import static dev.cardea.TestCardea.CONFIGURATION;
import static dev.cardea.TestCardea.REDIRECT;

/// Certificates, the clients that have them, and servers that see them.
final class Cast {
    static final TestCertificate ROOT = TestCertificate.authority("CN=Root,O=Acme");
    static final TestCertificate BETWEEN = TestCertificate.named("CN=Between,O=Acme").by(ROOT).authority().build();
    static final TestCertificate PKI = TestCertificate.named("CN=pki,O=Acme,C=DE").by(BETWEEN).build();
    static final TestCertificate SELF = TestCertificate.selfSigned("CN=self");
    static final TestCertificate OTHER = TestCertificate.selfSigned("CN=other");
    static final TestCertificate SHORT = TestCertificate.named("CN=short")
            .until(Instant.parse("2026-01-01T13:00:00Z"))
            .build();
    static final String SCOPES = "redirect_uris: [\"" + REDIRECT + "\"], consent: first_party,"
            + " scope: openid email offline_access orders, grant_types: [authorization_code, refresh_token,"
            + " client_credentials]";
    static final String BOUND = "tls_client_certificate_bound_access_tokens: true";
    static final String CLIENTS = client("pki", "tls_client_auth_subject_dn: 'cn=PKI, o=Acme,c=DE', " + BOUND,
            "tls_client_auth")
            + client("self", "jwks: '" + SELF.jwks() + "', " + BOUND, "self_signed_tls_client_auth")
            + client("short", "jwks: '" + SHORT.jwks() + "'", "self_signed_tls_client_auth")
            + client("unbound", "jwks: '" + SELF.jwks() + "'", "self_signed_tls_client_auth")
            + client("secret", "client_secret: " + TestCardea.SECRET + ", " + BOUND, "client_secret_basic")
            + "  - { client_id: public, token_endpoint_auth_method: none, redirect_uris: [\"" + REDIRECT + "\"],"
            + " consent: first_party, issue_refresh_token: always, grant_types: [authorization_code, refresh_token],"
            + BOUND + " }\n";
    private static final Path FOLDER = folder();

    private Cast() {}

    private static String client(String id, String more, String method) {
        return "  - { client_id: " + id + ", token_endpoint_auth_method: " + method + ", " + SCOPES + ", " + more
                + " }\n";
    }

    /// With a port for certificates.
    static String overTls(String clients) {
        return CONFIGURATION.replace("port: 0 }", "port: 0, tls: { certificate: " + FOLDER.resolve("tls.crt")
                + ", private_key: " + FOLDER.resolve("tls.key") + " } }\nmtls: { port: 0, trust: " + trust()
                + ", address: \"https://mtls.example\" }") + clients;
    }

    /// Behind a proxy that passes them on in this header.
    static String behindProxy(String header, String clients) {
        return CONFIGURATION.replace("port: 0 }", "port: 0 }\ntrusted_proxies: [127.0.0.0/8]\nmtls: { header: " + header
                + ", trust: " + trust() + " }") + clients;
    }

    private static String trust() {
        return FOLDER.resolve("ca.pem").toString();
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("cardea-mtls");
            TestCertificate.selfSigned("CN=localhost").write(folder.resolve("tls.crt"), folder.resolve("tls.key"));
            Files.writeString(folder.resolve("ca.pem"), ROOT.pem());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
