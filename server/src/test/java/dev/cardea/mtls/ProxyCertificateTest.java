package dev.cardea.mtls;

import dev.cardea.TestCardea;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.json;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9440 certificates that a proxy passes on")
class ProxyCertificateTest {
    private static final Map<String, String> FORM = Map.of("grant_type", "client_credentials", "client_id", "pki");
    private static final String BETWEEN = Cast.BETWEEN.header();

    private static HttpResponse<String> token(TestCardea cardea, String... headers) {
        return cardea.post("/oauth2/token", FORM, headers);
    }

    private static String escaped(String pem) {
        return URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
    }

    @Test
    void are_taken_with_those_above_them() {
        try (var cardea = TestCardea.of(Cast.behindProxy("Client-Cert", Cast.CLIENTS))) {
            var own = Cast.PKI.header();
            assertThat(token(cardea, "Client-Cert", own, "Client-Cert-Chain", BETWEEN).statusCode()).isEqualTo(200);
            assertThat(token(cardea, "client-cert", own, "Client-Cert-Chain",
                    Cast.ROOT.header() + " ,  " + BETWEEN).statusCode()).isEqualTo(200);
            assertThat(token(cardea, "Client-Cert", own, "Client-Cert-Chain", Cast.ROOT.header(), "Client-Cert-Chain",
                    BETWEEN).statusCode()).isEqualTo(200);
            assertThat(token(cardea, "Client-Cert", own).statusCode()).isEqualTo(401); // who signed it is not known
            assertThat(token(cardea).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void are_refused_where_they_are_repeated_or_malformed() {
        try (var cardea = TestCardea.of(Cast.behindProxy("Client-Cert", Cast.CLIENTS))) {
            var own = Cast.PKI.header();
            var base64 = own.substring(1, own.length() - 1);
            var longer = ":" + Base64.getEncoder()
                    .encodeToString(java.util.Arrays.copyOf(Cast.PKI.der(),
                            Cast.PKI.der().length + 1))
                    + ":";
            for (var headers : List.of(
                    List.of("Client-Cert", own, "Client-Cert", own),
                    List.of("Client-Cert", own, "Client-Cert", Cast.SELF.header()),
                    List.of("Client-Cert", own + ", " + own),
                    List.of("Client-Cert", base64),
                    List.of("Client-Cert", "::"),
                    List.of("Client-Cert", ":not base64:"),
                    List.of("Client-Cert", ":" + base64.substring(0, 40) + ":"),
                    List.of("Client-Cert", longer),
                    List.of("Client-Cert", own.substring(1)),
                    List.of("Client-Cert", escaped(Cast.PKI.pem())),
                    List.of("Client-Cert", own, "Client-Cert-Chain", BETWEEN + ","),
                    List.of("Client-Cert", own, "Client-Cert-Chain", "x"),
                    List.of("Client-Cert-Chain", BETWEEN))) {
                var refused = token(cardea, headers.toArray(String[]::new));
                assertThat(refused.statusCode()).as(headers.toString()).isEqualTo(400);
                assertThat(json(refused)).containsEntry("error", "invalid_request");
            }
        }
    }

    @Test
    void are_ignored_from_anybody_who_is_no_trusted_proxy() {
        var elsewhere = Cast.behindProxy("Client-Cert", Cast.CLIENTS).replace("127.0.0.0/8", "10.0.0.0/8");
        var unset = TestCardea.CONFIGURATION.replace("port: 0 }", "port: 0 }\ntrusted_proxies: [127.0.0.0/8]");
        try (var cardea = TestCardea.of(elsewhere); var none = TestCardea.of(unset)) {
            assertThat(token(cardea, "Client-Cert", Cast.PKI.header(), "Client-Cert-Chain", BETWEEN).statusCode())
                    .isEqualTo(401);
            assertThat(token(cardea, "Client-Cert", "x", "Client-Cert", "y").statusCode()).isEqualTo(401);
            assertThat(none.post("/oauth2/token", FORM, "Client-Cert", "x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void are_ignored_on_the_port_for_certificates_where_no_proxy_is_trusted() {
        try (var cardea = TestCardea.of(Cast.overTls(Cast.CLIENTS));
                var tls = new TestTls(cardea.server.certificatePort(), Cast.OTHER)) {
            assertThat(tls.post("/oauth2/token", FORM, "Client-Cert", Cast.PKI.header(), "Client-Cert-Chain", BETWEEN)
                    .statusCode()).isEqualTo(401);
        }
    }

    @Test
    void are_the_clients_and_not_the_proxys_own() {
        var configuration = Cast.overTls(Cast.CLIENTS)
                .replace("mtls: {", "trusted_proxies: [127.0.0.0/8]\nmtls: { header: Client-Cert,");
        try (var cardea = TestCardea.of(configuration);
                var proxy = new TestTls(cardea.server.certificatePort(), Cast.PKI)) {
            assertThat(proxy.post("/oauth2/token", FORM).statusCode()).isEqualTo(401);
            assertThat(proxy.post("/oauth2/token", Map.of("grant_type", "client_credentials", "client_id", "self"),
                    "Client-Cert", Cast.SELF.header()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void are_nobodys_where_a_proxy_shows_only_its_own() {
        var configuration = Cast.overTls(Cast.CLIENTS).replace("mtls: {", "trusted_proxies: [127.0.0.0/8]\nmtls: {");
        try (var cardea = TestCardea.of(configuration);
                var proxy = new TestTls(cardea.server.certificatePort(), Cast.PKI)) {
            assertThat(proxy.post("/oauth2/token", FORM).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void may_be_url_encoded_pem() {
        try (var cardea = TestCardea.of(Cast.behindProxy("X-SSL-Client-Cert", Cast.CLIENTS))) {
            var both = Cast.PKI.pem() + Cast.BETWEEN.pem();
            assertThat(token(cardea, "X-SSL-Client-Cert", escaped(both)).statusCode()).isEqualTo(200);
            assertThat(token(cardea, "X-SSL-Client-Cert", escaped(Cast.PKI.pem())).statusCode()).isEqualTo(401);
            assertThat(token(cardea, "X-SSL-Client-Cert", "").statusCode()).isEqualTo(401);
            assertThat(token(cardea, "Client-Cert", Cast.PKI.header(), "Client-Cert-Chain", BETWEEN).statusCode())
                    .isEqualTo(401);
            var pem = escaped(both);
            for (var broken : List.of("x", "%", "%zz", pem.substring(0, pem.length() - 30), pem + "x", "x" + pem,
                    Cast.PKI.header(), pem.replace("MII", "MIJ")))
                assertThat(token(cardea, "X-SSL-Client-Cert", broken).statusCode()).as(broken).isEqualTo(400);
            assertThat(token(cardea, "X-SSL-Client-Cert", pem, "X-SSL-Client-Cert", pem).statusCode()).isEqualTo(400);
        }
    }
}
