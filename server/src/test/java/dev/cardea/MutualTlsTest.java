package dev.cardea;

import dev.cardea.config.InvalidSettings;
import dev.cardea.http.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("The settings of mutual TLS")
class MutualTlsTest {
    private static final String TLS = "listen: { tls: { certificate: tls.crt, private_key: tls.key } }\n";
    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException, GeneralSecurityException {
        var certificate = Certificates.of("sso.example.com");
        certificate.writeCertificate(directory.resolve("tls.crt"));
        certificate.writeKey(directory.resolve("tls.key"));
        Files.writeString(directory.resolve("garbage.pem"), "garbage");
    }

    private MutualTls read(String yaml) {
        return Config.parse("issuer: https://sso.example.com\n" + yaml, directory, Map.of()).mutualTls();
    }

    @Test
    void are_off_where_nothing_is_said() {
        assertThat(read(TLS)).isEqualTo(new MutualTls(false, null, null, null, null));
        assertThat(read(TLS).methods()).isEmpty();
    }

    @Test
    void make_the_port_the_address_unless_it_is_said() {
        assertThat(read(TLS + "mtls: { port: 8444 }\n").address()).isEqualTo("https://sso.example.com:8444");
        assertThat(read(TLS + "mtls: { port: 8444, address: 'https://mtls.example.com/' }\n").address())
                .isEqualTo("https://mtls.example.com");
        assertThat(read("trusted_proxies: [10.0.0.0/8]\nmtls: { header: Client-Cert }\n").address()).isNull();
    }

    @Test
    void offer_only_what_can_be_checked() {
        assertThat(read(TLS.replace("tls.key }", "tls.key, client_certificates: request }")).methods())
                .containsExactly("self_signed_tls_client_auth");
        assertThat(read(TLS + "mtls: { port: 8444, trust: tls.crt }\n").methods())
                .containsExactly("tls_client_auth", "self_signed_tls_client_auth");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mtls: { port: 8444 } | mtls.port: is set without listen.tls",
            "mtls: { header: Client-Cert } | is set without trusted_proxies",
            "trusted_proxies: [10.0.0.0/8];;mtls: { header: 'X Y' } | is no name of a header",
            "mtls: { trust: tls.crt } | mtls.trust: is set, but no certificates come in",
            "mtls: { address: 'https://mtls.example' } | mtls.address: is set, but no certificates come in",
            "trusted_proxies: [10.0.0.0/8];;mtls: { header: A, trust: garbage.pem } | mtls.trust: cannot be used",
            "trusted_proxies: [10.0.0.0/8];;mtls: { header: A, trust: none.pem } | is no file that can be read",
            "trusted_proxies: [10.0.0.0/8];;mtls: { header: A, address: 'http://mtls.example' } | is plain http",
            "trusted_proxies: [10.0.0.0/8];;mtls: { header: A, address: 'https://mtls.example/x' } | has a path",
            "mtls: { certificate: x } | is not a known name" })
    void refuse_what_cannot_work(String yaml, String problem) {
        assertThatExceptionOfType(InvalidSettings.class).isThrownBy(() -> read(yaml.replace(";;", "\n") + "\n"))
                .withMessageContaining(problem);
    }
}
