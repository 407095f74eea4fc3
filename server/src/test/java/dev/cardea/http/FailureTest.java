package dev.cardea.http;

import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §5.2, RFC 6750 §3: what is answered when something goes wrong")
class FailureTest {
    static final String JAVA = "(?s).*(Exception|at dev\\.|at org\\.|java\\.|jetty|internals).*";
    static TestHttp http;

    @BeforeAll
    static void start() {
        var routes = TestHttp.routes()
                .get("/refuse/{code}", request -> {
                    throw OAuthError.of(ErrorCode.valueOf(request.pathParameter("code")), "told \"why\"");
                })
                .get("/busy", _ -> {
                    throw new Unavailable("queue full", Duration.ofSeconds(7));
                })
                .get("/overflow", _ -> overflow(0))
                .get("/header", _ -> Response.text(200, "x").with("X-Split", "a\r\nSet-Cookie: b=c"))
                .get("/cached", _ -> Response.text(200, "x")
                        .with("Cache-Control", "public, max-age=60")
                        .with("X-Frame-Options", "SAMEORIGIN"))
                .get("/page", _ -> Response.of(200, "text/html;charset=UTF-8", new byte[0])
                        .with("Content-Security-Policy", "default-src 'self'"))
                .get("/cookies", _ -> Response.empty(200).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2"));
        http = new TestHttp(HttpSettings.plain("127.0.0.1", 0), routes);
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    private static Response overflow(int depth) {
        return overflow(depth + 1).with("a", "b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"invalid_request, 400", "invalid_grant, 400", "access_denied, 400", "server_error, 500" })
    void renders_refusals_as_json(String code, int status) {
        var response = http.get("/refuse/" + code);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().firstValue("Pragma")).hasValue("no-cache");
        assertThat(response.body()).contains("\"error\":\"" + code + "\"", "\"error_description\":\"told 'why'\"");
    }

    @Test
    void challenges_a_client_that_used_the_authorization_header() {
        assertThat(http.get("/refuse/invalid_client").headers().firstValue("WWW-Authenticate")).isEmpty();
        var response = http.send(http.request("/refuse/invalid_client").header("Authorization", "Basic eA=="));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"cardea\"");
    }

    @Test
    void challenges_a_bearer_of_the_wrong_token() { // RFC 6750 §3.1
        var response = http.get("/refuse/invalid_token");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer error=\"invalid_token\", error_description=\"told 'why'\"");
        assertThat(http.get("/refuse/insufficient_scope").statusCode()).isEqualTo(403);
    }

    @Test
    void tells_when_to_come_back() {
        var response = http.get("/busy");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.body()).contains("temporarily_unavailable").doesNotContain("queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fault", "/overflow" })
    void answers_a_fault_with_nothing_but_an_id(String path) {
        var response = http.get(path);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("\"error\":\"server_error\"", "\"error_id\":\"" + id(response) + "\"")
                .doesNotMatch(JAVA);
    }

    @Test
    void shows_a_person_a_page() {
        for (var path : Map.of("/fault", 500, "/nothing", 404, "/busy", 503).entrySet()) {
            var response = http.send(http.request(path.getKey()).header("Accept", "text/html,*/*"));
            assertThat(response.body())
                    .isEqualTo("<p>failed " + path.getValue() + " " + id(response) + "</p>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "GET /hello HTTP/1.1|X: a||", "GET /%zz HTTP/1.1|Host: a|Accept: text/html||",
            "GET /hello HTTP/9.9|Host: a||", "POST /echo HTTP/1.1|Host: a|Content-Length: x||" })
    void jetty_says_nothing_of_itself(String request) {
        var answer = http.raw(request);
        assertThat(answer)
                .doesNotMatch(JAVA)
                .doesNotContain("\r\nServer:", "zz", "HTTP ERROR")
                .contains("X-Request-Id: ", "Cache-Control: no-store", "X-Content-Type-Options: nosniff");
    }

    @Test
    void guards_every_answer() {
        for (var path : List.of("/hello", "/nothing", "/fault", "/refuse/invalid_request")) {
            var headers = http.get(path).headers();
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
            // A client that signs in through a popup needs its opener.
            assertThat(headers.allValues("Cross-Origin-Opener-Policy")).isEmpty();
            assertThat(headers.allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; frame-ancestors 'none'");
            assertThat(headers.allValues("Strict-Transport-Security"))
                    .containsExactly("max-age=31536000; includeSubDomains");
            assertThat(headers.firstValue("X-Request-Id")).isPresent();
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void an_endpoint_may_say_otherwise() {
        var headers = http.get("/cached").headers();
        assertThat(headers.allValues("Cache-Control")).containsExactly("public, max-age=60");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(http.get("/page").headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'self'");
        assertThat(http.get("/cookies").headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void a_header_cannot_be_split() {
        assertThat(http.get("/header").headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-Id").orElseThrow();
    }
}
