package dev.cardea.metrics;

import dev.cardea.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsTest {
    final Metrics metrics = new Metrics();

    enum Result {
        SIGNED_IN, REFUSED
    }

    @Test
    void counts_requests_by_route_and_status_and_times_them() {
        var lane = metrics.lane("POST", "/item/{id}");
        lane.answered(200, 3_000_000);
        lane.answered(200, 30_000_000);
        lane.answered(400, 100_000);
        assertThat(scrape())
                .contains("cardea_http_requests_total{method=\"POST\",route=\"/item/{id}\",status=\"200\"} 2")
                .contains("cardea_http_requests_total{method=\"POST\",route=\"/item/{id}\",status=\"400\"} 1")
                .contains(
                        "cardea_http_request_duration_seconds_bucket{method=\"POST\",route=\"/item/{id}\",le=\"0.005\"} 2")
                .contains("cardea_http_request_duration_seconds_count{method=\"POST\",route=\"/item/{id}\"} 3");
    }

    @Test
    void counts_what_the_server_is_for() {
        metrics.issued("authorization_code");
        metrics.signIn(Result.SIGNED_IN);
        metrics.signIn(Result.REFUSED);
        metrics.signIn(Result.REFUSED);
        metrics.store("codes.redeem", 1_000_000, false);
        metrics.store("codes.redeem", 1_000_000, true);
        metrics.hashing(() -> 1, () -> 7);
        metrics.inFlight(() -> 3);
        assertThat(scrape())
                .contains("cardea_tokens_issued_total{grant=\"authorization_code\"} 1")
                .contains("cardea_sign_ins_total{result=\"signed_in\"} 1")
                .contains("cardea_sign_ins_total{result=\"refused\"} 2")
                .contains("cardea_store_seconds_count{operation=\"codes.redeem\",outcome=\"done\"} 1")
                .contains("cardea_store_seconds_count{operation=\"codes.redeem\",outcome=\"failed\"} 1")
                .contains("cardea_hashing_running 1", "cardea_hashing_waiting 7")
                .contains("cardea_http_requests_in_flight 3");
    }

    @Test
    void shows_the_jvm() {
        assertThat(scrape()).contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage",
                "jvm_gc_collections_total", "jvm_gc_time_seconds_total");
        assertThat(scrape()).contains("jvm_memory_used_bytes");
    }

    private String scrape() {
        var request = new Request("GET", "/metrics", "", Map.<String, List<String>>of(), new byte[0],
                new Request.Peer("127.0.0.1", false), "r-1", Map.of());
        return new String(metrics.endpoint().handle(request).body(), StandardCharsets.UTF_8);
    }
}
