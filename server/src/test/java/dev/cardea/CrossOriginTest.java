package dev.cardea;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CORS: which pages may read which answers (RFC 9700 §2.6, Fetch §3.2)")
class CrossOriginTest {
    private static final String OURS = "https://app.example";
    private static final List<String> STRANGERS = List.of("https://evil.example", "null", "https://app.example.evil",
            "http://app.example", "https://app.example:8443", "https://APP.example", "https://closed.example",
            "https://app.example/", "*", TestCardea.ISSUER);
    private static TestCardea cardea;

    @BeforeAll
    static void start() {
        cardea = new TestCardea(
                TestCardea.client("page", "allowed_cors_origins: [https://app.example, \"http://localhost:3000\"]")
                        + TestCardea.client("closed",
                                "enabled: false, allowed_cors_origins: [https://closed.example]"));
    }

    @AfterAll
    static void stop() {
        cardea.close();
    }

    static List<String> open() {
        return List.of("GET /.well-known/openid-configuration", "GET /.well-known/oauth-authorization-server",
                "GET /.well-known/jwks.json");
    }

    static List<String> forClients() {
        return List.of("POST /oauth2/token", "POST /oauth2/par", "POST /oauth2/revoke", "GET /userinfo",
                "POST /userinfo");
    }

    static List<String> closed() {
        return List.of("GET /oauth2/auth", "POST /oauth2/auth", "POST /oauth2/introspect", "GET /login", "POST /login",
                "GET /consent", "GET /oauth2/sessions/logout", "GET /", "GET /nothing-here");
    }

    /// `Access-Control-Allow-Origin` of the answer itself and of its preflight.
    private static List<String> allowed(String route, String origin) {
        var method = route.split(" ")[0];
        var path = route.split(" ")[1];
        var answer = cardea.send(method, path, "", "Origin", origin, "Content-Type",
                "application/x-www-form-urlencoded");
        var preflight = cardea.send("OPTIONS", path, "", "Origin", origin, "Access-Control-Request-Method", method);
        for (var response : List.of(answer, preflight))
            assertThat(response.headers().allValues("Access-Control-Allow-Credentials")).isEmpty();
        return Stream.concat(answer.headers().allValues("Access-Control-Allow-Origin").stream(),
                preflight.headers().allValues("Access-Control-Allow-Origin").stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("open")
    void lets_every_page_read_what_is_public(String route) {
        assertThat(allowed(route, OURS)).containsExactly("*", "*");
        assertThat(allowed(route, "https://evil.example")).containsExactly("*", "*");
        assertThat(allowed(route, "null")).containsExactly("*", "*");
    }

    @ParameterizedTest
    @MethodSource("forClients")
    void lets_the_pages_of_clients_read_tokens_and_userinfo(String route) {
        assertThat(allowed(route, OURS)).containsExactly(OURS, OURS);
        assertThat(allowed(route, "http://localhost:3000")).containsOnly("http://localhost:3000").hasSize(2);
        for (var stranger : STRANGERS) assertThat(allowed(route, stranger)).as(stranger).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("closed")
    void lets_no_page_read_the_rest(String route) {
        assertThat(allowed(route, OURS)).isEmpty();
        for (var stranger : STRANGERS) assertThat(allowed(route, stranger)).as(stranger).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/userinfo" })
    void keeps_caches_from_giving_one_pages_answer_to_another(String path) {
        for (var response : List.of(cardea.post(path, java.util.Map.of()),
                cardea.send("POST", path, "", "Origin", OURS),
                cardea.send("POST", path, "", "Origin", "https://evil.example")))
            assertThat(response.headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @MethodSource("forClients")
    void lets_those_pages_send_what_they_need(String route) {
        var preflight = cardea.send("OPTIONS", route.split(" ")[1], "", "Origin", OURS, "Access-Control-Request-Method",
                route.split(" ")[0], "Access-Control-Request-Headers", "authorization");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse("")).contains(
                route.split(" ")[0]);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("content-type");
    }
}
