package dev.cardea.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cardea.log.AccessLine;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The access log says who asked for what, and holds no secret")
@Isolated("it reads what the whole process logs")
class AccessLogTest {
    final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    final Logger access = (Logger) LoggerFactory.getLogger("access");
    final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    final Level before = root.getLevel();
    TestHttp http;

    @BeforeEach
    void start() {
        var routes = TestHttp.routes()
                .get("/health/live", _ -> Response.empty(200))
                .add(Set.of("POST"), "/token", Router.Cors.NONE, request -> {
                    request.concerns("shop");
                    return Response.text(200, request.form().require("secret").toUpperCase(java.util.Locale.ROOT));
                });
        http = new TestHttp(HttpSettings.plain("127.0.0.1", 0), routes);
        seen.start();
        root.addAppender(seen);
        access.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        access.setLevel(null);
        root.detachAppender(seen);
        http.close();
    }

    @Test
    void names_the_route_the_client_and_the_request_and_nothing_the_caller_keeps_secret() {
        var response = http.send(http.request("/token?code=hush1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic hush2")
                .header("Cookie", "session=hush3")
                .POST(BodyPublishers.ofString("secret=hush4")));
        http.get("/item/hush5?q=hush6");
        var lines = lines(2);
        assertThat(lines.getFirst()).satisfies(line -> {
            assertThat(line.method()).isEqualTo("POST");
            assertThat(line.route()).isEqualTo("/token");
            assertThat(line.status()).isEqualTo(200);
            assertThat(line.bytes()).isEqualTo(5);
            assertThat(line.client()).isEqualTo("shop");
            assertThat(line.address()).isEqualTo("127.0.0.1");
            assertThat(line.micros()).isPositive();
            assertThat(line.requestId()).isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        });
        assertThat(lines.getLast().route()).isEqualTo("/item/{id}");
        assertThat(seen.list.toString()).doesNotContainIgnoringCase("hush");
    }

    @Test
    void logs_what_jetty_refused_and_what_was_not_found() {
        http.raw("GET /%zz?hush HTTP/1.1|Host: a||");
        http.get("/nothing?hush");
        assertThat(lines(2)).extracting(AccessLine::status).containsExactly(400, 404);
        assertThat(seen.list.toString()).doesNotContain("hush");
    }

    @Test
    void cuts_long_paths() {
        http.get("/" + "a".repeat(1000));
        assertThat(lines(1).getFirst().route()).hasSize(200);
    }

    @Test
    void leaves_out_probes_that_succeed() {
        http.get("/health/live");
        http.get("/hello");
        assertThat(lines(1).getFirst().route()).isEqualTo("/hello");
    }

    /// A line is written after the last byte of its answer: the server is stopped, so that all are there.
    private List<AccessLine> lines(int expected) {
        http.server.close();
        var lines = seen.list.stream()
                .filter(e -> e.getLoggerName().equals("access"))
                .map(e -> (AccessLine) e.getArgumentArray()[0])
                .toList();
        assertThat(lines).hasSize(expected);
        return lines;
    }
}
