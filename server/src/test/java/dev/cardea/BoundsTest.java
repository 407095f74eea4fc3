package dev.cardea;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.ALICE;
import static dev.cardea.TestCardea.BOB;
import static dev.cardea.TestCardea.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Bounds that an operator may set")
class BoundsTest {
    private static TestCardea listening(String more) {
        return TestCardea.of(TestCardea.CONFIGURATION.replace("port: 0", "port: 0, " + more));
    }

    private static int attempt(TestCardea cardea, String user, String password) {
        var browser = cardea.browser();
        return browser.send(browser.get("/login"), Map.of("username", user, "password", password)).statusCode();
    }

    @Test
    void how_often_the_password_of_an_account_may_be_guessed() {
        try (var cardea = new TestCardea("guessing: { account: 2 }\n")) {
            for (int i = 0; i < 2; i++) attempt(cardea, ALICE, "wrong");
            assertThat(attempt(cardea, ALICE, PASSWORD)).isEqualTo(401);
            assertThat(attempt(cardea, BOB, PASSWORD)).isEqualTo(303);
        }
    }

    @Test
    void how_often_an_address_may_guess() {
        try (var cardea = new TestCardea("guessing: { address: 3 }\n")) {
            for (int i = 0; i < 3; i++) attempt(cardea, "nobody" + i, "wrong");
            assertThat(attempt(cardea, ALICE, PASSWORD)).isEqualTo(429);
        }
    }

    @Test
    void how_many_connections_an_address_may_have() throws IOException {
        try (var cardea = listening("connections_per_address: 1"); var one = connect(cardea)) {
            assertThat(ask(one)).isEqualTo('H');
            try (var two = connect(cardea)) {
                assertThat(ask(two)).isEqualTo(-1);
            }
        }
    }

    @Test
    void how_long_connections_are_accepted_once_not_ready() throws IOException {
        var cardea = listening("drain: 5s");
        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            stopping.submit(cardea::close);
            while (cardea.get("/health/ready").statusCode() != 503) Thread.onSpinWait();
            try (var late = connect(cardea)) {
                assertThat(ask(late)).isEqualTo('H');
            }
        }
    }

    private static Socket connect(TestCardea cardea) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), cardea.server.port());
    }

    /// The first byte of an answer, or -1 where the connection is not served.
    private static int ask(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        } catch (SocketException closed) {
            return -1;
        }
    }
}
