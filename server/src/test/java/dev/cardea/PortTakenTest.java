package dev.cardea;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A server whose port is taken")
class PortTakenTest {
    @Test
    void says_so_and_can_be_closed(@TempDir Path data) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var config = Config.parse("""
                    issuer: http://localhost:8080
                    listen: { host: 127.0.0.1, port: %d }
                    """.formatted(taken.getLocalPort()), data, Map.of());
            var server = Server.open(config, InstantSource.system());
            assertThatThrownBy(server::start).hasMessageContaining("port " + taken.getLocalPort());
            assertThatCode(server::close).doesNotThrowAnyException();
        }
    }
}
