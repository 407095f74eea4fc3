package dev.cardea;

import dev.cardea.account.Accounts;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.ClientStore;
import dev.cardea.client.Clients;
import dev.cardea.factor.TestTotp;
import dev.cardea.json.Json;
import dev.cardea.oauth.ClientId;
import dev.cardea.session.SessionEndings;
import dev.cardea.token.Pkce;
import dev.cardea.user.Argon2Cost;
import dev.cardea.user.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A whole server on a free port with its own embedded store, a clock that moves by hand, and one cast: the people
/// `alice` and `bob`, the clients `app` (confidential), `spa` (public), `other` (confidential) and `machine`.
public final class TestCardea implements AutoCloseable {
    public static final String ISSUER = "http://localhost:8080";
    public static final String ALICE = "alice@acme.example";
    public static final String BOB = "bob@acme.example";
    public static final String PASSWORD = "correct horse battery";
    public static final String SECRET = "app-secret-0123456789";
    public static final String REDIRECT = "https://app.example/cb";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// The configuration that every test starts from.
    public static final String CONFIGURATION = """
            issuer: %s
            listen: { host: 127.0.0.1, port: 0 }
            %s
            organizations:
              - { id: acme, name: Acme GmbH }
            users:
              - { email: alice@acme.example, preferred_username: alice, email_verified: true, password: "%s", name: Alice Adams, given_name: Alice, organization: acme }
              - { email: bob@acme.example, password: "%s", name: Bob }
            clients:
              - { client_id: app, client_name: App, client_secret: %s, redirect_uris: ["%s"], post_logout_redirect_uris: [https://app.example/], grant_types: [authorization_code, refresh_token], scope: openid profile email address phone offline_access }
              - { client_id: spa, client_name: Spa, token_endpoint_auth_method: none, redirect_uris: ["http://127.0.0.1/cb"], grant_types: [authorization_code, refresh_token], issue_refresh_token: always, consent: first_party }
              - { client_id: other, client_secret: %s, redirect_uris: [https://other.example/cb, "https://other.example/cb2?x=1"], token_endpoint_auth_method: client_secret_post, require_pkce: false, consent: first_party }
              - { client_id: machine, client_secret: %s, grant_types: [client_credentials], response_types: [], scope: orders invoices }
            """
            .formatted(ISSUER, TestData.KEYS, PASSWORD, PASSWORD, SECRET, REDIRECT, SECRET, SECRET);

    /// Passwords are hashed so often that the standard cost would be a tenth of what the tests take.
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    private final String configuration;
    public final FakeClock clock;
    public final Path data;
    public final Server server;
    public final String base;

    public TestCardea() {
        this("");
    }

    /// @param more YAML appended to [#CONFIGURATION]: further clients, then further sections
    public TestCardea(String more) {
        this(CONFIGURATION + more, new FakeClock());
    }

    /// The same under another name.
    public static TestCardea at(String issuer) {
        return new TestCardea(CONFIGURATION.replace(ISSUER, issuer), new FakeClock());
    }

    /// With a configuration of its own.
    public static TestCardea of(String configuration) {
        return new TestCardea(configuration, new FakeClock());
    }

    private TestCardea(String configuration, FakeClock clock) {
        this(configuration, TestData.directory(configuration), clock);
    }

    private TestCardea(String configuration, Path data, FakeClock clock) {
        this.configuration = configuration;
        this.data = data;
        this.clock = clock;
        var config = Config.parse("data: " + data + "\n" + configuration, data, Map.of());
        server = Server.open(config, CHEAP, clock).start();
        base = "http://127.0.0.1:" + server.port();
    }

    /// Stops this server and starts another one with the same data and the same clock.
    public TestCardea restarted() {
        return restarted(configuration);
    }

    public TestCardea restarted(String configuration) {
        close();
        return new TestCardea(configuration, data, clock);
    }

    /// YAML of one more client for [#TestCardea(String)], with the secret and redirect URI of `app`.
    public static String client(String id, String settings) {
        return "  - { client_id: %s, client_secret: %s, redirect_uris: [\"%s\"], consent: first_party, %s }\n"
                .formatted(id, SECRET, REDIRECT, settings);
    }

    public TestBrowser browser() {
        return new TestBrowser(base);
    }

    /// A browser in which this person has signed in.
    public TestBrowser signedIn(String user) {
        var browser = browser();
        browser.submit(browser.get("/login"), Map.of("username", user, "password", PASSWORD));
        return browser;
    }

    /// The same with a second factor, which shows another code after it.
    public TestBrowser signedInWith(String user, TestTotp totp) {
        var browser = browser();
        var page = browser.submit(browser.get("/login"), Map.of("username", user, "password", PASSWORD));
        browser.submit(page, Map.of("code", totp.code(0)));
        clock.advance(Duration.ofSeconds(30));
        return browser;
    }

    public User user(String identifier) {
        return server.stores().users().findByIdentifier(identifier).orElseThrow().user();
    }

    public void disableUser(String identifier) {
        var user = user(identifier);
        server.stores()
                .users()
                .put(new User(user.id(), user.organization(), User.Status.disabled, user.email(), user.emailVerified(),
                        user.username(), user.claims(), user.roles(), clock.instant()));
    }

    /// As an administrator does, with all that ends by it.
    public void setStatus(String identifier, User.Status next) {
        var endings = new SessionEndings(server.stores().sessions(), (_, _) -> List.of(), () -> {}, audit());
        new Accounts(server.stores().users(), server.stores().authorizations(), endings, audit(), clock)
                .setStatus(user(identifier).id(), Set.of(User.Status.values()), next);
    }

    private AuditLog audit() {
        return new AuditLog(server.stores().audit(), clock);
    }

    /// Disables the client and lets the time pass until every node knows.
    public void disableClient(String id) {
        var client = server.stores().clients().find(new ClientId(id)).orElseThrow();
        var document = Json.object(client.document());
        document.put("enabled", false);
        server.stores()
                .clients()
                .put(new ClientStore.StoredClient(
                        client.id(), client.declared(), Json.text(document), client.sealedSecret(),
                        client.createdAt()), Set.of());
        clock.advance(Clients.STALE_AFTER);
    }

    /// Whether userinfo takes the access token of a token answer.
    public boolean accepts(Map<String, Object> tokens) {
        return get("/userinfo", "Authorization", "Bearer " + tokens.get("access_token")).statusCode() == 200;
    }

    /// The parameters of a good authorization request of the client `app`.
    public static Map<String, String> request() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "app");
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid profile email offline_access");
        parameters.put("state", "s-1");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", Pkce.s256(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    public static Map<String, String> request(String... overrides) {
        var parameters = request();
        for (int i = 0; i < overrides.length; i += 2) {
            if (overrides[i + 1].isEmpty()) parameters.remove(overrides[i]);
            else
                parameters.put(overrides[i], overrides[i + 1]);
        }
        return parameters;
    }

    /// A code for `app` that Alice agreed to.
    public String givenCode(String... overrides) {
        return TestBrowser.answer(browser().authorize(request(overrides), ALICE, PASSWORD)).get("code");
    }

    /// The token answer for such a code.
    public Map<String, Object> givenTokens(String... overrides) {
        return json(redeem(givenCode(overrides)));
    }

    public HttpResponse<String> redeem(String code, String... overrides) {
        var form = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT, "code_verifier", VERIFIER));
        for (int i = 0; i < overrides.length; i += 2) {
            if (overrides[i + 1].isEmpty()) form.remove(overrides[i]);
            else
                form.put(overrides[i], overrides[i + 1]);
        }
        return token(form);
    }

    public HttpResponse<String> refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /// A token request of `app`.
    public HttpResponse<String> token(Map<String, String> form) {
        return tokenAs("app", form);
    }

    /// A token request of a client that sends [#SECRET] in the header.
    public HttpResponse<String> tokenAs(String client, Map<String, String> form) {
        return post("/oauth2/token", form, "Authorization", basic(client, SECRET));
    }

    /// The token answer for such a client, which Alice signed in to.
    public Map<String, Object> tokensOf(String client, String... overrides) {
        var all = Stream.concat(Stream.of("client_id", client), Stream.of(overrides)).toArray(String[]::new);
        return json(tokenAs(client, Map.of("grant_type", "authorization_code", "code", givenCode(all),
                "redirect_uri", REDIRECT, "code_verifier", VERIFIER)));
    }

    public HttpResponse<String> userinfo(Object accessToken) {
        return get("/userinfo", "Authorization", "Bearer " + accessToken);
    }

    public static String basic(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(with(HttpRequest.newBuilder(URI.create(base + path)).GET(), headers));
    }

    public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        return send(with(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(TestBrowser.encode(form))),
                headers));
    }

    /// A request with a body as it stands.
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(with(HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)), headers));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> json(HttpResponse<String> response) {
        return Json.object(response.body());
    }

    /// The claims of a JWT, unverified.
    public static Map<String, Object> claims(Object jwt) {
        var payload = ((String) jwt).split("\\.")[1];
        return Json.object(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
