package dev.cardea.http;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 9112 message syntax: refused where two readers could disagree")
class MessageFramingTest {
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
    @CsvSource(delimiter = '~', textBlock = """
            both framings           ~ 400 ~ POST /echo HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||
            other order             ~ 400 ~ POST /echo HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 3||0||
            two lengths             ~ 400 ~ POST /echo HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||a=bc|
            two equal lengths       ~ 400 ~ POST /echo HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 3||a=b
            length list             ~ 400 ~ POST /echo HTTP/1.1|Host: a|Content-Length: 3, 3||a=b
            signed length           ~ 400 ~ POST /echo HTTP/1.1|Host: a|Content-Length: +3||a=b
            unknown coding          ~ 400 ~ POST /echo HTTP/1.1|Host: a|Transfer-Encoding: xchunked||0||
            chunked not last        ~ 400 ~ POST /echo HTTP/1.1|Host: a|Transfer-Encoding: chunked, identity||0||
            chunked in HTTP/1.0     ~ 400 ~ POST /echo HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||
            space before colon      ~ 400 ~ GET /hello HTTP/1.1|Host : a||
            folded header           ~ 400 ~ GET /hello HTTP/1.1|Host: a|X: a| b||
            no host                 ~ 400 ~ GET /hello HTTP/1.1|X: a||
            two hosts               ~ 400 ~ GET /hello HTTP/1.1|Host: a|Host: b||
            two equal hosts         ~ 400 ~ GET /hello HTTP/1.1|Host: a|Host: a||
            host with path          ~ 400 ~ GET /hello HTTP/1.1|Host: a/b||
            authority unlike host   ~ 400 ~ GET http://b/hello HTTP/1.1|Host: a||
            lower case method       ~ 405 ~ get /hello HTTP/1.1|Host: a|Connection: close||
            unknown method          ~ 405 ~ BREW /hello HTTP/1.1|Host: a|Connection: close||
            trace                   ~ 405 ~ TRACE /hello HTTP/1.1|Host: a|Connection: close||
            connect                 ~ 400 ~ CONNECT evil:443 HTTP/1.1|Host: evil:443|Connection: close||
            userinfo in target      ~ 400 ~ GET @evil.test/ HTTP/1.1|Host: a||
            two slashes             ~ 400 ~ GET //hello HTTP/1.1|Host: a||
            encoded slash           ~ 400 ~ GET /item/a%2Fb HTTP/1.1|Host: a||
            encoded dots            ~ 400 ~ GET /item/%2e%2e/hello HTTP/1.1|Host: a||
            bad escape              ~ 400 ~ GET /item/%zz HTTP/1.1|Host: a||
            NUL by escape           ~ 400 ~ GET /item/%00 HTTP/1.1|Host: a||
            line feed by escape     ~ 400 ~ GET /item/a%0ab HTTP/1.1|Host: a||
            escape by escape        ~ 400 ~ GET /item/a%1bb HTTP/1.1|Host: a||
            encoded percent         ~ 400 ~ GET /item/%2541 HTTP/1.1|Host: a||
            encoded backslash       ~ 400 ~ GET /item/a%5cb HTTP/1.1|Host: a||
            overlong UTF-8          ~ 400 ~ GET /item/%c0%af HTTP/1.1|Host: a||
            path parameter          ~ 400 ~ GET /hello;a=b HTTP/1.1|Host: a|Connection: close||
            fragment                ~ 400 ~ GET /hello#x HTTP/1.1|Host: a||
            backslash               ~ 400 ~ GET /item\\a HTTP/1.1|Host: a||
            HTTP/3.0                ~ 505 ~ GET /hello HTTP/3.0|Host: a||
            HTTP/0.9                ~ 505 ~ GET /hello||
            """)
    void refuses(String what, int status, String request) {
        assertThat(http.raw(request)).as(what).startsWith("HTTP/1.1 " + status + " ").doesNotContain("HTTP/1.1 200");
    }

    @Test
    void refuses_nul_in_a_header() {
        assertThat(http.raw("GET /hello HTTP/1.1|Host: a|X: a\0b||")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void refuses_lines_that_end_in_a_bare_line_feed() {
        assertThat(http.exactly("GET /hello HTTP/1.1\nHost: a\n\n")).startsWith("HTTP/1.1 400 ");
        assertThat(http.exactly("GET /hello HTTP/1.1\r\nHost: a\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void serves_the_absolute_form() { // RFC 9112 §3.2.2
        assertThat(http.raw("GET http://a/hello HTTP/1.1|Host: a|Connection: close||")).endsWith("hello");
    }

    @Test
    void serves_http_1_0_without_a_host() {
        assertThat(http.raw("GET /hello HTTP/1.0||")).endsWith("hello");
    }

    @Test
    void ignores_headers_that_claim_another_method() {
        assertThat(http.raw("GET /hello HTTP/1.1|Host: a|X-HTTP-Method-Override: DELETE|Connection: close||"))
                .endsWith("hello");
    }
}
