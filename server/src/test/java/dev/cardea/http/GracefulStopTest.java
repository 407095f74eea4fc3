package dev.cardea.http;

import dev.cardea.http.HttpSettings.Limits;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Stopping: what was accepted is finished")
class GracefulStopTest {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    private TestHttp start(Duration stop) {
        var limits = new Limits(1000, 4096, Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(30),
                Duration.ZERO, stop, 100, 0, 100);
        var routes = TestHttp.routes().get("/wait", _ -> {
            entered.countDown();
            try {
                if (!released.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("not released");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Response.text(200, "waited");
        });
        return new TestHttp(new HttpSettings("127.0.0.1", 0, null, List.of(), limits), routes);
    }

    @Test
    void finishes_a_request_in_flight() throws Exception {
        var http = start(Duration.ofSeconds(30));
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = tasks.submit(() -> http.get("/wait"));
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(http.server.inFlight()).isEqualTo(1);
            var stopped = tasks.submit(() -> {
                http.server.close();
                return "stopped";
            });
            released.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("waited");
            assertThat(stopped.get(20, TimeUnit.SECONDS)).isEqualTo("stopped");
        }
        assertThat(http.server.inFlight()).isZero();
        assertThatThrownBy(() -> http.get("/hello")).hasCauseInstanceOf(ConnectException.class);
        http.client.close();
    }

    @Test
    void does_not_wait_for_ever() throws Exception {
        var http = start(Duration.ofMillis(200));
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = tasks.submit(() -> http.get("/wait"));
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            http.server.close();
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
            released.countDown();
        }
        http.client.close();
    }

    @Test
    void is_not_ready_from_the_moment_it_begins_to_stop() {
        var health = new Health(() -> true);
        var http = new TestHttp(HttpSettings.plain("127.0.0.1", 0),
                new Router().get("/health/live", health::live).get("/health/ready", health::ready));
        assertThat(http.get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        health.stop();
        assertThat(http.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(http.get("/health/live").statusCode()).isEqualTo(200);
        http.close();
    }

    @Test
    void is_not_ready_where_what_it_depends_on_is_not() {
        assertThat(new Health(() -> false).ready(get()).status()).isEqualTo(503);
        assertThat(new Health(() -> {
            throw new IllegalStateException("database down");
        }).ready(get()).status()).isEqualTo(503);
    }

    private static Request get() {
        return new Request("GET", "/health/ready", "", java.util.Map.of(), new byte[0],
                new Request.Peer("127.0.0.1", false), "id", java.util.Map.of());
    }
}
