package dev.cardea.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Runs the tests of `openid-client/` with node.
@DisplayName("openid-client, a certified client for JavaScript")
class OpenidClientTest {
    private static final Path PROJECT = Path.of("openid-client");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void gets_along_with_the_server() throws IOException, InterruptedException {
        assumeTrue(answers("node", "--version"), "skipped: node is not installed");
        assumeTrue(
                Files.isDirectory(PROJECT.resolve("node_modules")) || answers("npm", "ci", "--no-audit", "--no-fund"),
                "skipped: e2e/openid-client/node_modules is missing, and npm ci cannot fetch it");
        try (var server = new RunningServer(directory)) {
            var output = directory.resolve("node.txt");
            var exitCode = run(
                    List.of("node", "--test", "--test-reporter=spec"),
                    Map.of("CARDEA_ISSUER", server.issuer, "CLIENT_JWK", server.clientKey.toJSONString(),
                            "CLIENT_ENC_JWK", server.decryptionKey.toJSONString(),
                            "LOGOUT_PORT", Integer.toString(server.logoutPort)),
                    output);
            assertThat(exitCode).as(() -> read(output)).isZero();
        }
    }

    private boolean answers(String... command) throws InterruptedException {
        try {
            return run(List.of(command), Map.of(), directory.resolve("command.txt")) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static int run(List<String> command, Map<String, String> environment, Path output)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().putAll(environment);
        return process.start().waitFor();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
