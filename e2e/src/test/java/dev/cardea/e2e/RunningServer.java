package dev.cardea.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cardea.Config;
import dev.cardea.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The server of `clients.yaml` on a free port.
final class RunningServer implements AutoCloseable {
    final String issuer;
    /// Of the client `service-private-key-jwt`.
    final ECKey clientKey;
    /// With which the client `sealed` decrypts.
    final ECKey decryptionKey;
    /// Where the client `told` may listen.
    final int logoutPort = freePort();
    private final Server server;

    RunningServer(Path data) {
        // The issuer names the port, so it must be known before the server is there.
        var port = freePort();
        issuer = "http://localhost:" + port;
        clientKey = newKey("client-key", KeyUse.SIGNATURE);
        decryptionKey = newKey("client-encryption-key", KeyUse.ENCRYPTION);
        var config = Config.parse(read("/clients.yaml"), data, Map.of(
                "PORT", Integer.toString(port),
                "ISSUER", issuer,
                "LOGOUT_PORT", Integer.toString(logoutPort),
                "CLIENT_JWKS", new JWKSet(List.of(clientKey, decryptionKey)).toPublicJWKSet().toString()));
        server = Server.open(config, InstantSource.system()).start();
    }

    @Override
    public void close() {
        server.close();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ECKey newKey(String id, KeyUse use) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).keyUse(use).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(RunningServer.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
