package dev.cardea.outbound;

import dev.cardea.http.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Requests that the server makes")
class OutboundTest {
    private static final Outbound STRICT = outbound(false, List.of());
    private static final Outbound LOCAL = outbound(true, List.of());

    private static Outbound outbound(boolean allowPrivate, List<String> allow) {
        return new Outbound(new Outbound.Bounds(allowPrivate, allow, null, Duration.ofSeconds(5), 1000));
    }

    /// Answers every connection with the same bytes, whatever was asked, and keeps what was.
    private static final class Peer implements AutoCloseable {
        final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
        private final ServerSocket socket;

        /// @param answer null for none: the connection stays open
        Peer(@Nullable String answer) {
            this(ServerSocketFactory.getDefault(), answer);
        }

        Peer(ServerSocketFactory factory, @Nullable String answer) {
            try {
                socket = factory.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.startVirtualThread(() -> {
                while (!socket.isClosed()) {
                    try {
                        var connection = socket.accept();
                        var buffer = new byte[8192];
                        int read = connection.getInputStream().read(buffer);
                        if (read > 0) asked.add(new String(buffer, 0, read, StandardCharsets.UTF_8));
                        if (answer == null) continue;
                        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                        connection.close();
                    } catch (IOException e) {
                        // closed, or the other side had enough
                    }
                }
            });
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://172.16.0.1/",
            "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/",
            "https://0.0.0.0/", "https://[::1]/", "https://[::]/", "https://[fe80::1]/", "https://[fd00::1]/",
            "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
            "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://224.0.0.1/",
            "https://255.255.255.255/" })
    void go_to_no_private_address(String uri) {
        assertThatThrownBy(() -> STRICT.get(URI.create(uri), "*/*")).isInstanceOf(OutboundException.class)
                .hasMessageMatching("the host is not (on the public internet|known)|the address has no plain host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "file:///etc/passwd", "jar:http://127.0.0.1!/", "https:x", "x" })
    void go_by_http_only(String uri) {
        assertThatThrownBy(() -> LOCAL.get(URI.create(uri), "*/*")).isInstanceOf(OutboundException.class);
    }

    @Test
    void carry_no_user_name() {
        assertThatThrownBy(() -> LOCAL.get(URI.create("http://a:b@127.0.0.1/"), "*/*"))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("plain host");
    }

    @Test
    void go_to_the_public_internet_by_tls_only() {
        assertThatThrownBy(() -> LOCAL.get(URI.create("http://8.8.8.8/"), "*/*"))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("use https");
    }

    @Test
    void go_where_the_operator_allows_it() throws OutboundException {
        try (var peer = new Peer("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi")) {
            assertThatThrownBy(() -> STRICT.get(peer.uri("/"), "*/*")).isInstanceOf(OutboundException.class);
            assertThat(peer.asked).isEmpty();
            for (var allow : List.of("127.0.0.1", "127.0.0.0/8"))
                assertThat(outbound(false, List.of(allow)).get(peer.uri("/"), "*/*"))
                        .isEqualTo(new Outbound.Fetched(200, "text/plain", "hi"));
            assertThat(outbound(true, List.of()).get(peer.uri("/a?b=c"), "text/plain").body()).isEqualTo("hi");
            assertThat(List.copyOf(peer.asked).getLast()).startsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:")
                    .contains("Accept: text/plain\r\n");
        }
    }

    @Test
    void bring_a_body() throws OutboundException {
        try (var peer = new Peer("HTTP/1.1 204 No Content\r\n\r\n")) {
            var answer = LOCAL.post(peer.uri("/x"), "text/plain", "käse", Map.of("X-Test", "1"));
            assertThat(answer).isEqualTo(new Outbound.Fetched(204, "", ""));
            assertThat(peer.asked.peek()).startsWith("POST /x HTTP/1.1\r\n")
                    .contains("X-Test: 1\r\n", "Content-Type: text/plain\r\n", "Content-Length: 5\r\n")
                    .endsWith("\r\n\r\nkäse");
            assertThatThrownBy(() -> LOCAL.post(peer.uri("/x"), "a\r\nX: y", "", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HTTP/1.1 200 OK~~hello | hello", "HTTP/1.0 404 Not Found~X: y~~gone | gone",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~2;x=y~de~0~~ | abcde",
            "HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 200 OK~Content-Length: 1~~yes | y" })
    void understand_every_kind_of_answer(String answer, String body) throws OutboundException {
        try (var peer = new Peer(answer.replace("~", "\r\n"))) {
            assertThat(LOCAL.get(peer.uri("/"), "*/*").body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HTTP/1.1 302 Found~Location: http://127.0.0.1/~~ | redirect",
            "HTTP/1.1 200 OK~Content-Length: 1001~~ | too large", "HTTP/1.1 200 OK~Content-Length: 5~~abc | too early",
            "HTTP/1.1 200 OK~Content-Length: -1~~ | not HTTP",
            "HTTP/1.1 200 OK~Content-Length: 99999999999~~ | not HTTP",
            "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~ab | not HTTP",
            "HTTP/1.1 200 OK~Content-Length: 1~Transfer-Encoding: chunked~~0~~ | not HTTP",
            "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~ | not HTTP",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3E9~ | too large",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ | not HTTP",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~abc~ | not HTTP", "HTTP/2 200~~ | not HTTP",
            "SSH-2.0-OpenSSH~ | not HTTP", "nothing | too early", "HTTP/1.1 200 OK~no colon~~ | not HTTP" })
    void refuse_an_answer(String answer, String why) {
        try (var peer = new Peer(answer.replace("~", "\r\n"))) {
            assertThatThrownBy(() -> LOCAL.get(peer.uri("/"), "*/*")).isInstanceOf(OutboundException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void read_no_more_than_they_may() {
        try (var peer = new Peer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1001));
                var talkative = new Peer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000))) {
            for (var uri : List.of(peer.uri("/"), talkative.uri("/")))
                assertThatThrownBy(() -> LOCAL.get(uri, "*/*")).isInstanceOf(OutboundException.class)
                        .hasMessageContaining("too large");
        }
    }

    @Test
    void wait_for_nobody_forever() {
        var hasty = new Outbound(new Outbound.Bounds(true, List.of(), null, Duration.ofMillis(150), 1000));
        try (var silent = new Peer(null)) {
            assertThatThrownBy(() -> hasty.get(silent.uri("/"), "*/*")).isInstanceOf(OutboundException.class)
                    .hasMessage("no answer in time");
        }
    }

    @Test
    void say_only_that_a_connection_failed() throws IOException {
        URI uri;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            uri = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        assertThatThrownBy(() -> LOCAL.get(uri, "*/*")).isInstanceOf(OutboundException.class)
                .hasMessage("the connection failed");
    }

    @Test
    void believe_only_certificates_for_the_host_by_authorities_that_are_known(@TempDir Path directory)
            throws Exception {
        var certificates = Certificates.of("localhost");
        var pem = directory.resolve("trust.pem");
        certificates.writeCertificate(pem);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", certificates.keys().getPrivate(), new char[0],
                new Certificate[]{certificates.certificate() });
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var trusting = new Outbound(new Outbound.Bounds(true, List.of(), pem, Duration.ofSeconds(5), 1000));
        try (var peer = new Peer(context.getServerSocketFactory(), "HTTP/1.1 200 OK\r\n\r\nsecret")) {
            var address = "https://localhost:" + peer.uri("/").getPort() + "/";
            assertThat(trusting.get(URI.create(address), "*/*").body()).isEqualTo("secret");
            assertThatThrownBy(() -> LOCAL.get(URI.create(address), "*/*")).hasMessage("the connection failed");
            assertThatThrownBy(() -> trusting.get(URI.create(address.replace("localhost", "127.0.0.1")), "*/*"))
                    .hasMessage("the connection failed");
        }
    }
}
