package dev.cardea.bench.installation;

import dev.cardea.bench.flow.CodeFlow;
import dev.cardea.bench.flow.HeldKey;
import dev.cardea.bench.flow.Person;
import dev.cardea.bench.flow.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server's directory: its configuration, its data. Everything in it is for this run only.
public final class Installation implements AutoCloseable {
    public static final String SECRET = "only for measuring, never on a network";
    public static final Requests.Credentials RS256 = new Requests.Credentials("rs256", "rs256-secret-0123456789");
    public static final Requests.Credentials ES256 = new Requests.Credentials("es256", "es256-secret-0123456789");
    /// Pushes its requests and binds its tokens to a key.
    public static final Requests.Credentials BOUND = new Requests.Credentials("bound", "bound-secret-0123456789");
    /// Reads accounts.
    public static final Requests.Credentials ADMINISTERING = new Requests.Credentials("administering",
            "administering-secret-0123456789");
    /// Authenticates by a signed assertion.
    public static final String ASSERTING = "asserting";
    public static final HeldKey KEY = new HeldKey();
    /// Without `offline_access`: its authorization ends with the session, so every use looks for that, too.
    public static final String SCOPE = "openid profile email";
    public static final String EMAIL = "person@bench.example";
    public static final String PASSWORD = "correct horse battery staple";
    public static final Person PERSON = new Person(EMAIL, PASSWORD);
    private static final String PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$51To4uHVeh5J0ZyK8vf+jQ$6yXCjCwHeRYL8xy/nRrZ7IvKNG+VxlnnBO9oAgVILLA";

    /// The database behind it.
    public enum Store {
        sqlite, postgres
    }

    private final Path directory;
    private final int port;
    private final @Nullable EmbeddedDatabase database;

    private Installation(Path directory, int port, @Nullable EmbeddedDatabase database) {
        this.directory = directory;
        this.port = port;
        this.database = database;
    }

    public static Installation create(Store store) throws IOException, InterruptedException, SQLException {
        var directory = Files.createTempDirectory("cardea-bench");
        var database = store == Store.postgres ? database(directory) : null;
        var installation = new Installation(directory, freePort(), database);
        Files.writeString(installation.configuration(), installation.yaml());
        return installation;
    }

    private static EmbeddedDatabase database(Path directory) throws IOException, InterruptedException, SQLException {
        try {
            return EmbeddedDatabase.start(directory);
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String yaml() {
        return """
                issuer: %s
                listen: { host: 127.0.0.1, port: %d }
                data: ./data
                secret: %s
                store: { url: "%s" }
                keys: { algorithms: [RS256, ES256] }
                lifetimes: { access_token: 1h, id_token: 1h, refresh_token: 12h, refresh_grace: 60s, session_idle: 12h, session: 12h }
                organizations:
                  - { id: bench, name: Bench, domains: [bench.example] }
                users:
                  - { email: %s, email_verified: true, name: Pat Person, given_name: Pat, family_name: Person, organization: bench, password_hash: "%s" }
                clients:
                """
                .formatted("http://" + authority(), port, SECRET, storeUrl(), EMAIL, PASSWORD_HASH)
                + client(RS256, "RS256", "") + client(ES256, "ES256", "")
                + client(BOUND, "ES256", "dpop_bound_access_tokens: true") + asserting() + administering();
    }

    private static String client(Requests.Credentials client, String algorithm, String more) {
        return """
                  - client_id: %s
                    client_secret: %s
                    organization: bench
                    consent: first_party
                    redirect_uris: ["%s"]
                    grant_types: [authorization_code, refresh_token, client_credentials, implicit, "urn:ietf:params:oauth:grant-type:device_code"]
                    response_types: [code, code id_token]
                    scope: openid profile email orders
                    issue_refresh_token: always
                    access_token_signed_response_alg: %s
                    id_token_signed_response_alg: %s
                    %s
                """
                .formatted(client.id(), client.secret(), CodeFlow.REDIRECT_URI, algorithm, algorithm, more);
    }

    private String administering() {
        return """
                  - client_id: %s
                    client_secret: %s
                    grant_types: [client_credentials]
                    response_types: []
                    scope: admin.read
                    audience: ["http://%s/api/admin"]
                    access_token_signed_response_alg: ES256
                """.formatted(ADMINISTERING.id(), ADMINISTERING.secret(), authority());
    }

    private static String asserting() {
        return """
                  - client_id: %s
                    organization: bench
                    token_endpoint_auth_method: private_key_jwt
                    jwks: '{"keys":[%s]}'
                    grant_types: [client_credentials]
                    response_types: []
                    scope: orders
                    access_token_signed_response_alg: ES256
                """.formatted(ASSERTING, KEY.jwk());
    }

    public Path configuration() {
        return directory.resolve("cardea.yaml");
    }

    public Path directory() {
        return directory;
    }

    String storeUrl() {
        return database == null ? "jdbc:sqlite:" + directory.resolve("data/cardea.db") : database.url();
    }

    public Optional<EmbeddedDatabase> database() {
        return Optional.ofNullable(database);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public Requests requests() {
        return new Requests(authority());
    }

    private String authority() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        if (database != null) database.close();
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
