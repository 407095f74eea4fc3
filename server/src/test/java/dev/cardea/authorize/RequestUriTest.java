package dev.cardea.authorize;

import com.sun.net.httpserver.HttpServer;
import dev.cardea.Refusals;
import dev.cardea.TestBrowser;
import dev.cardea.TestCardea;
import dev.cardea.client.TestKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.cardea.TestCardea.json;
import static dev.cardea.TestCardea.request;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9101 §5.2 and OIDC Core §6.2 request objects by reference")
class RequestUriTest {
    private static final TestKey KEY = TestKey.es256();
    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static HttpServer files;
    private static TestCardea cardea;
    private static TestBrowser alice;
    private static volatile String body = "";
    private static volatile int status;
    private static volatile String type;

    @BeforeAll
    static void start() throws IOException {
        files = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        files.createContext("/", exchange -> {
            FETCHED.incrementAndGet();
            if (status == 302) exchange.getResponseHeaders().set("Location", base() + "/other");
            exchange.getResponseHeaders().set("Content-Type", type);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        files.start();
        var clients = TestCardea.client("signer", "request_uris: [\"%s/r\", \"%s/h#%s\"], jwks: "
                .formatted(base(), base(), "A".repeat(43)) + KEY.jwks());
        cardea = new TestCardea(clients + "outbound: { allow: [127.0.0.1], max_bytes: 10KB, timeout: 2s }\n");
        alice = cardea.signedIn(TestCardea.ALICE);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        files.stop(0);
    }

    @BeforeEach
    void serve() {
        body = KEY.sign(RequestObjectTest.members(cardea, "signer"));
        status = 200;
        type = "application/oauth-authz-req+jwt";
        FETCHED.set(0);
    }

    private static String base() {
        return "http://127.0.0.1:" + files.getAddress().getPort();
    }

    private static HttpResponse<String> send(String client, String uri) {
        return alice.get("/oauth2/auth?" + TestBrowser.encode(request("client_id", client, "request_uri", uri)));
    }

    private static void assertGranted(HttpResponse<String> response) {
        assertThat(TestBrowser.answer(response)).containsKey("code").doesNotContainKey("error");
    }

    @Test
    void stands_for_what_is_there() {
        assertGranted(send("signer", base() + "/r"));
        body = KEY.sign(RequestObjectTest.members(cardea, "signer", "prompt", "none login"));
        Refusals.assertSent(send("signer", base() + "/r"), "invalid_request");
        assertThat(FETCHED).hasValue(2);
    }

    @Test
    void may_have_a_hash_that_nobody_is_sent() {
        assertGranted(send("signer", base() + "/h#" + "A".repeat(43)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/jwt", "application/jose", "text/plain", "application/octet-stream" })
    void may_be_of_any_type(String other) {
        type = other;
        body = body + "\n";
        assertGranted(send("signer", base() + "/r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/r?x=1", "/R", "/r/", "/r#", "/r#x", "/", "/h", "/h#B", "@evil.test/r", "/./r", "/r%20" })
    void is_refused_and_not_fetched_where_it_is_not_registered(String path) { // RFC 9101 §10.4.1
        Refusals.assertSent(send("signer", base() + path), "invalid_request_uri");
        assertThat(FETCHED).hasValue(0);
    }

    @Test
    void is_refused_for_another_client() {
        Refusals.assertSent(send("app", base() + "/r"), "invalid_request_uri");
        Refusals.assertSent(send("app", "https://evil.test/r"), "invalid_request_uri");
        Refusals.assertShown(alice.get("/oauth2/auth?" + TestBrowser.encode(
                java.util.Map.of("client_id", "app", "request_uri", base() + "/r"))));
        assertThat(FETCHED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 404, 500 })
    void is_refused_where_its_server_has_none(int other) {
        status = other;
        if (other == 204) body = "";
        Refusals.assertSent(send("signer", base() + "/r"), "invalid_request_uri");
        assertThat(FETCHED).hasValue(1);
    }

    @Test
    void is_refused_where_it_is_too_large_or_no_request_object() {
        body = "x".repeat(20_000);
        Refusals.assertSent(send("signer", base() + "/r"), "invalid_request_uri");
        body = "<html>";
        Refusals.assertSent(send("signer", base() + "/r"), "invalid_request_object");
        body = TestKey.es256().sign(RequestObjectTest.members(cardea, "signer"));
        Refusals.assertSent(send("signer", base() + "/r"), "invalid_request_object");
    }

    @Test
    void is_refused_where_private_addresses_are_not_allowed() {
        var client = TestCardea.client("signer", "request_uris: [\"%s/r\"], jwks: ".formatted(base()) + KEY.jwks());
        try (var strict = new TestCardea(client)) {
            var answer = strict.browser()
                    .get("/oauth2/auth?" + TestBrowser.encode(
                            request("client_id", "signer", "request_uri", base() + "/r")));
            Refusals.assertSent(answer, "invalid_request_uri");
        }
        assertThat(FETCHED).hasValue(0);
    }

    @Test
    void is_announced() {
        assertThat(json(cardea.get("/.well-known/openid-configuration")))
                .containsEntry("request_uri_parameter_supported", true)
                .containsEntry("require_request_uri_registration", true)
                .containsEntry("request_parameter_supported", true);
    }
}
