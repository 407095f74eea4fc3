package dev.cardea.e2e;

import com.microsoft.playwright.Browser;
import com.sun.net.httpserver.HttpServer;
import dev.cardea.Config;
import dev.cardea.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Signing out of applications by their pages, in a browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleLogoutTest {
    private final Chromium chromium = new Chromium();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer application = application();
    private final String home = "http://localhost:" + application.getAddress().getPort();
    private final String issuer = "http://localhost:" + RunningServer.freePort();
    private final Server server;

    SingleLogoutTest(@TempDir Path data) {
        var config = """
                issuer: %1$s
                listen: { host: 127.0.0.1, port: %2$d }
                data: .
                users: [{ email: alice@acme.example, password: correct-horse-alice }]
                clients:
                  - client_id: web
                    client_secret: web-secret-of-sufficient-length
                    consent: first_party
                    redirect_uris: ["%3$s/cb"]
                    post_logout_redirect_uris: ["%3$s/bye"]
                    frontchannel_logout_uri: "%3$s/out"
                    grant_types: [implicit]
                    response_types: [id_token]
                """.formatted(issuer, URI.create(issuer).getPort(), home);
        server = Server.open(Config.parse(config, data, Map.of()), InstantSource.system()).start();
    }

    /// Remembers what it was asked for, and has the server's page in a frame.
    private HttpServer application() {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                var path = exchange.getRequestURI().getPath();
                if (!path.equals("/favicon.ico")) asked.add(path); // the browser asks for it whenever it likes
                var page = "<!doctype html><title>Application</title><iframe id=\"op\" src=\"" + issuer
                        + "/oauth2/sessions/check\"></iframe>";
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length());
                try (var body = exchange.getResponseBody()) {
                    body.write(page.getBytes(StandardCharsets.UTF_8));
                }
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        server.close();
        application.stop(0);
        chromium.close();
    }

    /// @return the parameters of the answer
    private Map<String, String> signIn(Person alice) {
        alice.page.navigate(
                issuer + "/oauth2/auth?client_id=web&response_type=id_token&scope=openid&nonce=n&redirect_uri="
                        + URLEncoder.encode(home + "/cb", StandardCharsets.UTF_8));
        alice.signIn("alice@acme.example", "correct-horse-alice");
        alice.page.waitForURL(home + "/cb#**");
        return Arrays.stream(URI.create(alice.page.url()).getRawFragment().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private void signOut(Person alice, String idToken) {
        asked.clear();
        alice.page.navigate(issuer + "/oauth2/sessions/logout?id_token_hint=" + idToken
                + "&state=s&post_logout_redirect_uri=" + URLEncoder.encode(home + "/bye", StandardCharsets.UTF_8));
        alice.page.waitForURL(home + "/bye?state=s");
        assertThat(asked).startsWith("/out", "/bye");
    }

    /// What the frame answers to a message of the page.
    private Object ask(Person alice, String message) {
        return alice.page.evaluate("""
                ([message, issuer]) => new Promise((done) => {
                  addEventListener("message", (event) => done(event.origin === issuer && event.data), { once: true });
                  document.getElementById("op").contentWindow.postMessage(message, issuer);
                })""", new String[]{message, issuer });
    }

    @Test
    void goes_through_the_frames_and_on_and_is_seen_by_the_page_that_watches() {
        try (var alice = new Person(chromium, new Browser.NewContextOptions())) {
            var answer = signIn(alice);
            var known = "web " + answer.get("session_state");
            assertThat(ask(alice, known)).isEqualTo("unchanged");
            assertThat(ask(alice, "web2" + known.substring(3))).isEqualTo("changed");
            assertThat(ask(alice, "web")).isEqualTo("error");
            assertThat(ask(alice, "")).isEqualTo("error");
            signOut(alice, answer.get("id_token"));
            assertThat(ask(alice, known)).isEqualTo("changed");
            assertThat(alice.complaints).filteredOn(complaint -> !complaint.contains("favicon")).isEmpty();
        }
    }

    @Test
    void works_without_javascript() {
        try (var alice = new Person(chromium, new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            signOut(alice, signIn(alice).get("id_token"));
        }
    }
}
