package dev.cardea.http;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("TLS with certificates that are renewed, and HTTP/2 by ALPN")
class TlsTest {
    static final char[] NO_PASSWORD = {};
    @TempDir
    Path folder;
    Path certificateFile;
    Path keyFile;
    final Certificates first = Certificates.of("first");

    @BeforeEach
    void write() throws Exception {
        certificateFile = folder.resolve("tls.crt");
        keyFile = folder.resolve("tls.key");
        first.writeCertificate(certificateFile);
        first.writeKey(keyFile);
    }

    @Test
    void speaks_http_2_and_http_1_1() throws Exception {
        try (var http = server(false); var client = client(null)) {
            for (var version : HttpClient.Version.values()) {
                if (version != HttpClient.Version.HTTP_2 && version != HttpClient.Version.HTTP_1_1) continue;
                var response = client.send(HttpRequest.newBuilder(uri(http, "/peer")).version(version).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.version()).isEqualTo(version);
                assertThat(response.body()).isEqualTo("Peer[address=127.0.0.1, secure=true]");
                assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
            }
        }
    }

    @Test
    void shows_a_client_certificate_whoever_signed_it() throws Exception { // RFC 8705 §2.2
        var mine = Certificates.of("client");
        try (var http = server(true); var client = client(mine); var without = client(null)) {
            assertThat(get(client, http, "/certificate")).isEqualTo("CN=client");
            assertThat(get(without, http, "/certificate")).isEqualTo("none");
        }
        try (var http = server(false); var client = client(mine)) {
            assertThat(get(client, http, "/certificate")).isEqualTo("none");
        }
    }

    @Test
    void refuses_tls_1_1() throws Exception {
        try (var http = server(false); var socket = socket(http)) {
            socket.setEnabledProtocols(new String[]{"TLSv1.1" });
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void refuses_ciphers_without_authentication_or_forward_secrecy() throws Exception { // RFC 9325 §4.2, FAPI 1.0 Advanced §8.5
        for (var cipher : List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"))
            try (var http = server(false); var socket = socket(http)) {
                socket.setEnabledProtocols(new String[]{"TLSv1.2" });
                socket.setEnabledCipherSuites(new String[]{cipher });
                assertThatThrownBy(socket::startHandshake).as(cipher).isInstanceOf(SSLHandshakeException.class);
            }
        try (var http = server(false); var socket = socket(http)) {
            socket.setEnabledProtocols(new String[]{"TLSv1.2" });
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).startsWith("TLS_ECDHE_ECDSA_WITH_").doesNotContain("CBC");
        }
    }

    @Test
    void takes_up_a_renewed_certificate_and_keeps_the_old_one_until_both_files_are_there() throws Exception {
        var tls = new Tls(new HttpSettings.Tls(certificateFile, keyFile, false));
        tls.context().start();
        var renewed = Certificates.of("renewed");
        renewed.writeCertificate(certificateFile);
        tls.run();
        assertThat(served(tls)).isEqualTo("CN=first");
        renewed.writeKey(keyFile);
        tls.run();
        assertThat(served(tls)).isEqualTo("CN=renewed");
        Files.writeString(certificateFile, "broken");
        tls.run();
        assertThat(served(tls)).isEqualTo("CN=renewed");
        tls.context().stop();
    }

    @Test
    void shows_new_connections_the_renewed_certificate() throws Exception {
        try (var http = server(false)) {
            assertThat(presented(http)).isEqualTo("CN=first");
            var renewed = Certificates.of("renewed");
            renewed.writeCertificate(certificateFile);
            renewed.writeKey(keyFile);
            http.server.reloadCertificate();
            assertThat(presented(http)).isEqualTo("CN=renewed");
        }
    }

    @Test
    void reads_keys_in_the_older_pem_forms() throws Exception { // PKCS #1, and SEC 1 as openssl writes it
        var info = PrivateKeyInfo.getInstance(first.keys().getPrivate().getEncoded());
        var value = ((ECPrivateKey) first.keys().getPrivate()).getS();
        var curve = info.getPrivateKeyAlgorithm().getParameters();
        Files.writeString(keyFile, Certificates.pem("EC PARAMETERS", curve.toASN1Primitive().getEncoded())
                + Certificates.pem("EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(384, value, curve).getEncoded()));
        assertThat(TlsKeys.read(new HttpSettings.Tls(certificateFile, keyFile, false)).size()).isEqualTo(1);

        var rsa = Certificates.rsa("rsa");
        rsa.writeCertificate(certificateFile);
        Files.writeString(keyFile, Certificates.pem("RSA PRIVATE KEY", PrivateKeyInfo
                .getInstance(rsa.keys().getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded()));
        assertThat(TlsKeys.read(new HttpSettings.Tls(certificateFile, keyFile, false)).size()).isEqualTo(1);
    }

    @Test
    void says_what_is_wrong_with_the_files() throws Exception {
        Certificates.of("other").writeKey(keyFile);
        var files = new HttpSettings.Tls(certificateFile, keyFile, false);
        assertThatThrownBy(() -> new Tls(files)).hasMessageContaining("is not that of the certificate");
        Files.writeString(keyFile, Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[8]));
        assertThatThrownBy(() -> new Tls(files)).hasMessageContaining("ENCRYPTED PRIVATE KEY is not read");
    }

    private TestHttp server(boolean requestCertificate) {
        var tls = new HttpSettings.Tls(certificateFile, keyFile, requestCertificate);
        var routes = TestHttp.routes()
                .get("/certificate", request -> Response.text(200, request.certificates()
                        .stream()
                        .findFirst()
                        .map(c -> c.getSubjectX500Principal().getName())
                        .orElse("none")));
        return new TestHttp(new HttpSettings("127.0.0.1", 0, tls, List.of(), HttpSettings.Limits.USUAL), routes);
    }

    private static URI uri(TestHttp http, String path) {
        return URI.create("https://127.0.0.1:" + http.server.port() + path);
    }

    private static String get(HttpClient client, TestHttp http, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(http, path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String served(Tls tls) throws Exception {
        return ((X509Certificate) tls.context().getKeyStore().getCertificate("server"))
                .getSubjectX500Principal()
                .getName();
    }

    private static String presented(TestHttp http) throws Exception {
        try (var socket = socket(http)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket socket(TestHttp http) throws Exception {
        return (SSLSocket) context(null).getSocketFactory()
                .createSocket(java.net.InetAddress.getLoopbackAddress(), http.server.port());
    }

    private static HttpClient client(Certificates mine) throws Exception {
        return HttpClient.newBuilder().sslContext(context(mine)).build();
    }

    private static SSLContext context(Certificates mine) throws Exception {
        KeyManager[] keys = null;
        if (mine != null) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("me", mine.keys().getPrivate(), NO_PASSWORD, new X509Certificate[]{mine.certificate() });
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            keys = factory.getKeyManagers();
        }
        var context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[]{new Anything() }, new SecureRandom());
        return context;
    }

    /// Which certificate the server shows is what these tests ask, so none is refused.
    private static final class Anything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
