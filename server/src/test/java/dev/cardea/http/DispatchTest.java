package dev.cardea.http;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("From an address to its endpoint")
class DispatchTest {
    static TestHttp http;

    @BeforeAll
    static void start() {
        http = new TestHttp();
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "/, root", "/hello, hello", "/hello/, hello", "/hello?a=b, hello", "/item/new, new", "/item/7, item 7",
            "/item/7/, item 7", "/item/7/part/a, 7 part a", "/item/new/part/a, new part a", "/item/a%20b, item a b",
            "/item/a+b, item a+b", "/item/%C3%A4, item ä", "/item/a:b@c, item a:b@c", "/./hello, hello",
            "/item/../hello, hello" })
    void finds(String path, String body) {
        assertThat(http.get(path).body()).isEqualTo(body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/nothing", "/item", "/item/7/part", "/item/7/other/a", "/hello/more", "/HELLO", "/{id}",
            "/item/7/x/y/z" })
    void answers_404_where_nothing_is(String path) {
        var response = http.get(path.replace("{", "%7B").replace("}", "%7D"));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"error\":\"not_found\"");
    }

    @Test
    void prefers_a_fixed_segment_only_where_it_leads_to_a_route() {
        assertThat(http.get("/item/new/part/b").body()).isEqualTo("new part b");
    }

    /// Otherwise the connection closes while the peer still writes, and the answer may be lost.
    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/hello", "/echo;a=b" })
    void refuses_once_the_body_is_read(String path) { // RFC 9112 §9.6
        var both = http.exactly("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n", "a=",
                "bGET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(both).startsWith("HTTP/1.1 40").endsWith("hello");
    }

    @Test
    void answers_405_with_the_methods_served() { // RFC 9110 §15.5.6
        var response = http.send(http.request("/hello").DELETE());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(http.get("/echo").headers().firstValue("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void answers_options_with_the_methods_served() {
        var response = http.send(http.request("/echo").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void answers_head_like_get_without_the_body() { // RFC 9110 §9.3.2
        assertThat(http.raw("HEAD /hello HTTP/1.1|Host: a|Connection: close||"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 5\r\n")
                .endsWith("\r\n\r\n");
        assertThat(http.raw("HEAD /nothing HTTP/1.1|Host: a|Connection: close||"))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void serves_several_requests_on_one_connection() {
        var answers = http.raw("GET /hello HTTP/1.1|Host: a||GET /item/1 HTTP/1.1|Host: a||"
                + "POST /echo HTTP/1.1|Host: a|Content-Type: application/x-www-form-urlencoded|Content-Length: 3||a=b"
                + "GET /nothing HTTP/1.1|Host: a|Connection: close||");
        assertThat(answers).contains("hello", "item 1", "{a=b}", "not_found");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', value = {"a=1&a=2 ~ repeated", "a=%zz ~ malformed", "a=% ~ malformed",
            "a=%c0%af ~ malformed", "a=%ff ~ malformed", "a=%00 ~ malformed", "a%00=b ~ malformed" })
    void refuses_forms_that_can_be_read_in_two_ways(String form, String why) {
        var response = post(form);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"invalid_request\"", why);
    }

    @Test
    void decodes_a_form_once() {
        assertThat(post("a=x+y%2Bz%252B&b=%C3%A4").body()).isEqualTo("{a=x y+z%2B, b=ä}");
    }

    @Test
    void refuses_a_form_that_is_not_utf_8() {
        var response = http.send(http.request("/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofByteArray(new byte[]{'a', '=', (byte) 0xff })));
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void refuses_a_body_of_another_type() {
        var response = http.send(http.request("/echo")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("a=b")));
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void ignores_a_cookie_sent_twice() {
        assertThat(http.send(http.request("/cookie").header("Cookie", "a=1; b=2")).body()).isEqualTo("1");
        assertThat(http.send(http.request("/cookie").header("Cookie", "a=1; a=2")).body()).isEqualTo("none");
        assertThat(http.raw("GET /cookie HTTP/1.1|Host: a|Cookie: a=1|Cookie: a=2|Connection: close||"))
                .endsWith("none");
    }

    @Test
    void two_routes_cannot_serve_the_same() {
        var routes = TestHttp.routes().get("/hello/", _ -> Response.empty(200));
        assertThatThrownBy(() -> new RouteTable(routes.routes(), Traffic.UNSEEN))
                .hasMessageContaining("GET /hello");
    }

    private static java.net.http.HttpResponse<String> post(String form) {
        return http.send(http.request("/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
