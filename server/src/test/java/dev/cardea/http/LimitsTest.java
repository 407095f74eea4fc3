package dev.cardea.http;

import dev.cardea.http.HttpSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What one peer can make the server hold")
class LimitsTest {
    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration LONG = Duration.ofSeconds(60);
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    TestHttp http;

    @AfterEach
    void stop() {
        released.countDown();
        http.close();
    }

    /// Time limits are met by what they limit alone: everything else may take a minute.
    private void start(Duration head, Duration body, Duration idle, int perAddress, int requests) {
        var limits = new Limits(1000, 4096, head, body, idle, Duration.ZERO, LONG, 1000, perAddress, requests);
        var routes = TestHttp.routes().get("/health/live", _ -> Response.empty(200)).get("/wait", _ -> {
            entered.countDown();
            try {
                if (!released.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("not released");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Response.text(200, "waited");
        });
        http = new TestHttp(new HttpSettings("127.0.0.1", 0, null, List.of(), limits), routes);
    }

    private void start() {
        start(LONG, LONG, LONG, 0, 100);
    }

    @Test
    void refuses_a_long_address() {
        start();
        assertThat(http.raw("GET /" + "a".repeat(5000) + " HTTP/1.1|Host: a||")).startsWith("HTTP/1.1 414 ");
    }

    @Test
    void refuses_large_headers() {
        start();
        assertThat(http.raw("GET /hello HTTP/1.1|Host: a|X: " + "a".repeat(5000) + "||")).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void refuses_a_large_body_by_its_length_and_by_its_chunks() {
        start();
        var post = "POST /echo HTTP/1.1|Host: a|Connection: close|Content-Type: application/x-www-form-urlencoded|";
        assertThat(http.raw(post + "Content-Length: 1001||a=" + "b".repeat(999))).startsWith("HTTP/1.1 413 ");
        assertThat(http.raw(post + "Content-Length: 1000||a=" + "b".repeat(998))).startsWith("HTTP/1.1 200 ");
        var chunk = "200|" + "a".repeat(512) + "|";
        assertThat(http.raw(post + "Transfer-Encoding: chunked||" + chunk + chunk + "0||"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(http.raw(post + "Transfer-Encoding: chunked||5|a=bcd|2|ef|0||")).endsWith("{a=bcdef}");
    }

    @Test
    void does_not_invite_a_body_that_is_too_large() { // RFC 9110 §10.1.1
        start();
        assertThat(
                http.raw("POST /echo HTTP/1.1|Host: a|Expect: 100-continue|Connection: close|Content-Length: 9999||"))
                .startsWith("HTTP/1.1 413 ")
                .doesNotContain("100 Continue");
        assertThat(http.raw("POST /echo HTTP/1.1|Host: a|Expect: 100-continue|Connection: close|Content-Length: 3|"
                + "Content-Type: application/x-www-form-urlencoded||a=b"))
                .contains("HTTP/1.1 200 ");
    }

    @Test
    void closes_on_a_head_in_drips() throws Exception {
        start(SHORT, LONG, LONG, 0, 100);
        assertThat(drip("GET /hello HTTP/1.1\r\nHost: a\r\nX: ")).isEmpty();
    }

    @Test
    void closes_on_blank_lines_in_drips() throws Exception {
        start(SHORT, LONG, LONG, 0, 100);
        assertThat(drip("\r\n\r\n")).isEmpty();
    }

    @Test
    void closes_on_half_a_head() throws Exception {
        start(SHORT, LONG, LONG, 0, 100);
        assertThat(http.exactly("GET /hello HTTP/1.1\r\nHo")).isEmpty();
    }

    @Test
    void closes_on_half_of_a_second_head() {
        start(SHORT, LONG, LONG, 0, 100);
        assertThat(http.raw("GET /hello HTTP/1.1|Host: a||GET /he")).startsWith("HTTP/1.1 200 ").endsWith("hello");
    }

    @Test
    void the_time_for_a_head_is_not_that_for_an_answer() throws Exception {
        start(Duration.ofMillis(50), LONG, LONG, 0, 100);
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = requests.submit(() -> http.get("/wait").body());
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            // More sweeps than it takes to close a connection that waits for a head.
            assertThat(http.exactly("GET /he")).isEmpty();
            assertThat(http.exactly("GET /he")).isEmpty();
            released.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("waited");
        }
    }

    @Test
    void answers_408_to_a_body_that_does_not_come() {
        start(LONG, SHORT, LONG, 0, 100);
        assertThat(http.raw("POST /echo HTTP/1.1|Host: a|Content-Length: 10||a=")).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void closes_silent_connections() {
        start(LONG, LONG, SHORT, 0, 100);
        assertThat(http.exactly("")).isEmpty();
        assertThat(http.raw("GET /hello HTTP/1.1|Host: a||")).endsWith("hello");
    }

    @Test
    void bounds_the_connections_of_an_address() throws Exception {
        start(LONG, LONG, LONG, 2, 100);
        try (var one = open(); var two = open()) {
            assertThat(hello(one)).endsWith("hello");
            assertThat(hello(two)).endsWith("hello");
            try (var three = open()) {
                assertThat(readAll(three)).isEmpty();
            }
            assertThat(hello(one)).endsWith("hello");
        }
    }

    @Test
    void makes_room_for_as_many_connections_as_end() throws Exception {
        start(LONG, LONG, LONG, 2, 100);
        for (int i = 0; i < 20; i++) {
            try (var one = accepted(); var two = accepted()) {
                assertThat(hello(one)).endsWith("hello");
                assertThat(hello(two)).endsWith("hello");
                if (i % 2 == 0) two.setSoLinger(true, 0); // ends by a reset
            }
        }
    }

    /// The server may not have seen yet that an earlier connection ended.
    private Socket accepted() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            var socket = open();
            if (hello(socket).endsWith("hello")) return socket;
            socket.close();
        }
        throw new AssertionError("no connection is accepted any more");
    }

    @Test
    void says_no_to_more_requests_at_once_but_not_to_probes() throws Exception {
        start(LONG, LONG, LONG, 0, 1);
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = requests.submit(() -> http.get("/wait").body());
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            var refused = http.get("/hello");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
            released.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("waited");
        }
        assertThat(http.send(http.request("/hello").GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void an_empty_body_is_no_form() {
        start();
        assertThat(http.send(http.request("/echo").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(400);
    }

    private Socket open() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), http.port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static int next(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException refused) {
            return -1;
        }
    }

    /// One request over the connection, which stays open: the server has counted it by then.
    private static String hello(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (java.net.SocketException refused) {
            return "";
        }
        var answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nhello")) {
            int read = next(socket);
            if (read < 0) break;
            answer.append((char) read);
        }
        return answer.toString();
    }

    /// Sends the text, then one byte after the other until the server closes; gives what it answered.
    private String drip(String start) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), http.port);
                var dripping = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            dripping.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    TimeUnit.MILLISECONDS.sleep(100);
                    out.write(start.startsWith("\r") ? (i % 2 == 0 ? '\r' : '\n') : 'a');
                    out.flush();
                }
                return null;
            });
            var answer = readAll(socket);
            dripping.shutdownNow();
            return answer;
        }
    }

    private static String readAll(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }
}
