package dev.cardea.bench.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The load generator")
class LoadTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int number = served.incrementAndGet();
            // Every third by chunks, every fifth of the first hundred a failure, every seventh the last of its connection.
            if (number % 7 == 0) exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(number % 5 == 0 && number <= 100 ? 500 : 200, number % 3 == 0 ? 0 : 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static final class Recording implements Flow {
        private final List<String> answers = new ArrayList<>();

        @Override
        public byte[] begin() {
            return REQUEST;
        }

        @Override
        public byte[] next(Answer answer) {
            answers.add(answer.expect(200).body());
            return null;
        }
    }

    @Test
    void counts_each_operation_once_and_what_failed_apart() throws Exception {
        var flow = new Recording();
        var load = new Load(server.getAddress());
        var sample = load.run(List.of(flow), Duration.ZERO, Duration.ofSeconds(2), Load.Observer.NONE);
        assertThat(flow.answers).isNotEmpty().containsOnly("ok");
        // The last one may have been answered when the interval was over.
        assertThat(sample.completed()).isBetween(flow.answers.size() - 1, flow.answers.size());
        assertThat(sample.completed() + sample.failed()).isBetween(served.get() - 1, served.get());
        assertThat(sample.millis(0.5)).isPositive().isLessThanOrEqualTo(sample.millis(0.99));
    }
}
