package dev.cardea.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("CORS: who may read an answer from another origin")
class CrossOriginTest {
    static TestHttp http;

    @BeforeAll
    static void start() {
        http = new TestHttp();
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(nullValues = "-", value = {
            "/hello, https://app.example, -, -",
            "/keys, https://app.example, *, -",
            "/keys, https://evil.test, *, -",
            "/keys, null, *, -",
            "/both, https://app.example, https://app.example, Origin",
            "/both, https://evil.test, -, Origin",
            "/both, https://app.example.evil.test, -, Origin",
            "/both, http://app.example, -, Origin",
            "/both, null, -, Origin" })
    void permits(String path, String origin, String allowed, String vary) {
        var headers = http.send(http.request(path).header("Origin", origin)).headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin").orElse(null)).isEqualTo(allowed);
        assertThat(headers.firstValue("Vary").orElse(null)).isEqualTo(vary);
        assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(headers.firstValue("Access-Control-Expose-Headers").isPresent()).isEqualTo(allowed != null);
    }

    @Test
    void varies_also_without_an_origin() {
        assertThat(http.get("/both").headers().firstValue("Vary")).hasValue("Origin");
    }

    @Test
    void exposes_the_challenge_of_a_refusal() {
        var headers = http.send(http.request("/both")
                .header("Origin", "https://app.example")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))).headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        assertThat(headers.firstValue("Access-Control-Expose-Headers").orElse("")).contains("WWW-Authenticate");
    }

    @Test
    void answers_a_preflight() {
        var headers = preflight("/both", "https://app.example", "POST");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        assertThat(headers.firstValue("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(headers.firstValue("Access-Control-Allow-Headers").orElse("")).contains("Authorization", "DPoP");
        assertThat(headers.firstValue("Access-Control-Max-Age")).hasValue("7200");
        assertThat(headers.allValues("Vary")).containsExactly("Origin");
    }

    @ParameterizedTest
    @CsvSource({
            "/both, https://evil.test, POST", "/both, https://app.example, DELETE",
            "/hello, https://app.example, GET" })
    void answers_other_preflights_without_permission(String path, String origin, String method) {
        assertThat(preflight(path, origin, method).map().keySet())
                .noneMatch(name -> name.startsWith("access-control-allow"));
    }

    private static HttpHeaders preflight(String path, String origin, String method) {
        var response = http.send(http.request(path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method));
        assertThat(response.statusCode()).isEqualTo(204);
        return response.headers();
    }
}
