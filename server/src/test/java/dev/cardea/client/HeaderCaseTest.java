package dev.cardea.client;

import dev.cardea.TestCardea;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

/// An HTTP server may remember the headers of a connection to parse them faster, and must not mistake one for another
/// that differs in case only.
@DisplayName("Credentials on one connection that differ in case only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderCaseTest {
    private static final String RIGHT = basic("machine", SECRET);
    private final TestCardea cardea = new TestCardea();

    @AfterAll
    void stop() {
        cardea.close();
    }

    /// One request over the connection, which stays open.
    private static int status(Socket socket, String method, String path, String authorization, String body)
            throws IOException {
        socket.getOutputStream()
                .write(("%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: %s\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s")
                        .formatted(method, path, authorization, body.length(), body)
                        .getBytes(StandardCharsets.US_ASCII));
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        int status = Integer.parseInt(in.readLine().split(" ")[1]);
        int length = 0;
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine())
            if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
        for (int i = 0; i < length; i++) assertThat(in.read()).isNotNegative();
        return status;
    }

    private static int token(Socket socket, String authorization) throws IOException {
        return status(socket, "POST", "/oauth2/token", authorization, "grant_type=client_credentials");
    }

    private Socket connection() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), cardea.server.port());
    }

    /// The case of one letter of the credentials is changed; the scheme stays as it is.
    private static String changed(String authorization, int from) {
        for (int i = from;; i++) {
            char c = authorization.charAt(i);
            if (Character.isLetter(c))
                return authorization.substring(0, i) + (char) (c ^ 0x20) + authorization.substring(i + 1);
        }
    }

    @Test
    void are_refused_after_the_right_ones() throws IOException {
        try (var socket = connection()) {
            assertThat(token(socket, RIGHT)).isEqualTo(200);
            for (int from = 6; from < RIGHT.length() - 8; from += 9)
                assertThat(token(socket, changed(RIGHT, from))).isEqualTo(401);
            assertThat(token(socket, RIGHT.toLowerCase(Locale.ROOT))).isEqualTo(401);
            assertThat(token(socket, RIGHT)).isEqualTo(200);
        }
    }

    @Test
    void do_not_spoil_the_right_ones() throws IOException {
        try (var socket = connection()) {
            assertThat(token(socket, changed(RIGHT, 6))).isEqualTo(401);
            assertThat(token(socket, RIGHT)).isEqualTo(200);
        }
    }

    @Test
    void are_told_apart_in_bearer_tokens_too() throws IOException {
        var right = "Bearer " + cardea.givenTokens().get("access_token");
        for (var first : new boolean[]{true, false }) {
            try (var socket = connection()) {
                for (var isRight : new boolean[]{first, !first, first })
                    assertThat(status(socket, "GET", "/userinfo", isRight ? right : changed(right, right.length() - 40),
                            ""))
                            .isEqualTo(isRight ? 200 : 401);
            }
        }
    }
}
