package dev.cardea.cli;

import dev.cardea.jose.SigningKeyStore.StoredKey;
import dev.cardea.oauth.TokenHash;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import dev.cardea.user.Argon2Cost;
import dev.cardea.user.HashingLimits;
import dev.cardea.user.PasswordHashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The cardea command")
class CommandsTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tells_its_version() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("cardea ").contains("Java 25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "config --help", "config check --help", "keys --help", "keys list --help",
            "registration-token --help",
            "help config" })
    void helps_with_every_command(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(text(out)).contains("Usage: cardea");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "config", "config check", "keys", "serve --nonsense", "--nonsense" })
    void answers_2_to_a_command_line_that_is_wrong(String line) {
        assertThat(line.isEmpty() ? run() : run(line.split(" "))).isEqualTo(2);
        assertThat(text(err)).isNotEmpty().doesNotContain("\tat ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void answers_0_to_a_correct_configuration() throws IOException {
        var file = write("""
                issuer: https://sso.example.com
                clients:
                  - { client_id: a, token_endpoint_auth_method: none, redirect_uris: [https://a.example] }
                """);
        assertThat(run("config", "check", file.toString())).isZero();
        assertThat(text(out)).contains("correct (organizations: 0, roles: 0, users: 0, clients: 1)");
    }

    @Test
    void answers_2_and_every_mistake_to_a_wrong_configuration() throws IOException {
        var file = write("issuer: http://sso.example.com\nlisten: { port: x }\n");
        assertThat(run("config", "check", file.toString())).isEqualTo(2);
        assertThat(text(err).lines()).containsExactly(
                file + ":1:9: issuer: 'http://sso.example.com' is plain http;"
                        + " use https; http is for localhost, 127.0.0.1 and [::1] only",
                file + ":2:17: listen.port: 'x' is not a number; write a whole number from 0 to 65535",
                "2 mistakes");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void says_why_a_configuration_cannot_be_read() throws IOException {
        assertThat(run("config", "check", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(text(err)).contains("there is no such file");
        var binary = directory.resolve("binary");
        Files.write(binary, new byte[]{(byte) 0xff, (byte) 0xfe });
        assertThat(run("config", "check", binary.toString())).isEqualTo(2);
        assertThat(text(err)).contains("this is not UTF-8 text");
        assertThat(run("config", "check", directory.toString())).isEqualTo(2);
        assertThat(text(err)).contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --config none.yaml", "serve --config=none.yaml" })
    void does_not_start_without_a_configuration(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(text(err).strip()).isEqualTo("none.yaml: there is no such file");
    }

    @Test
    void lists_the_signing_keys() throws IOException {
        var file = write("issuer: https://sso.example.com\nstore: { url: 'jdbc:sqlite:keys.db' }\n");
        var past = Instant.EPOCH.plusSeconds(1);
        try (var stores = Databases.open("jdbc:sqlite:" + directory.resolve("keys.db"), null, null, 1, past,
                StoreObserver.NONE)) {
            stores.keys().add(new StoredKey("first", "RS256", 1, new byte[1], past, past, null));
            stores.keys().add(new StoredKey("second", "RS256", 2, new byte[1], past, past.plusSeconds(9), null));
            stores.keys()
                    .add(new StoredKey("third", "RS256", 3, new byte[1], past, Instant.parse("9999-01-01T00:00:00Z"),
                            null));
        }
        assertThat(run("keys", "list", "--config", file.toString())).isZero();
        assertThat(text(out).lines().map(line -> line.replaceAll(" +", " "))).containsExactly(
                "KID ALGORITHM STATE ACTIVE FROM RETIRED AT",
                "first RS256 retired 1970-01-01T00:00:01Z 1970-01-01T00:00:10Z",
                "second RS256 signs 1970-01-01T00:00:10Z 9999-01-01T00:00:00Z",
                "third RS256 published 9999-01-01T00:00:00Z -");
    }

    @Test
    void makes_a_token_for_registrations() throws IOException {
        var file = write("issuer: https://sso.example.com\nstore: { url: 'jdbc:sqlite:tokens.db' }\n").toString();
        assertThat(run("registration-token", "--config", file, "--expires-in", "1h", "--uses", "2")).isZero();
        var token = TokenHash.of(text(out).strip());
        try (var stores = Databases.open("jdbc:sqlite:" + directory.resolve("tokens.db"), null, null, 1, Instant.EPOCH,
                StoreObserver.NONE)) {
            assertThat(stores.registrations().isTokenGood(token, Instant.EPOCH)).isTrue();
        }
        assertThat(run("registration-token", "--config", file, "--uses", "0")).isEqualTo(2);
        assertThat(run("registration-token", "--config", file, "--expires-in", "tomorrow")).isEqualTo(2);
    }

    @Test
    void answers_1_and_no_stack_trace_where_the_database_cannot_be_opened() throws IOException {
        Files.createDirectory(directory.resolve("a-directory"));
        var file = write("issuer: https://sso.example.com\nstore: { url: 'jdbc:sqlite:a-directory' }\n");
        assertThat(run("keys", "list", "--config", file.toString())).isEqualTo(1);
        assertThat(text(err)).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void says_what_to_do_where_the_port_is_taken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var file = write("issuer: http://localhost\nlisten: { port: " + taken.getLocalPort() + " }\n");
            assertThat(run("serve", "--config", file.toString())).isEqualTo(1);
            assertThat(text(err)).contains("127.0.0.1, port " + taken.getLocalPort(), "CARDEA_LISTEN_PORT")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void hashes_the_first_line_that_is_piped_in() {
        assertThat(run(new Shell(
                new ByteArrayInputStream("correct horse\nbattery\n".getBytes(StandardCharsets.UTF_8)),
                print(out),
                print(err),
                Map.of()), "hash-password")).isZero();
        try (var hashing = new PasswordHashing(Argon2Cost.STANDARD, HashingLimits.of(1), new SecureRandom())) {
            assertThat(hashing.verify("correct horse", text(out).strip()).matches()).isTrue();
        }
    }

    @Test
    void hashes_no_password_that_is_not_there() {
        assertThat(run("hash-password")).isEqualTo(2);
        assertThat(text(err)).contains("there was no password to read");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("cardea.yaml"), yaml);
    }

    private int run(String... arguments) {
        return run(new Shell(new ByteArrayInputStream(new byte[0]), print(out), print(err), Map.of()), arguments);
    }

    private static int run(Shell shell, String... arguments) {
        return Commands.run(shell, arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
