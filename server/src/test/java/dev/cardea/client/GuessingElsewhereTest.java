package dev.cardea.client;

import dev.cardea.TestCardea;
import dev.cardea.audit.AuditStore.Entry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("RFC 6749 §10.10 guessing of client secrets from many addresses")
class GuessingElsewhereTest {
    private final TestCardea cardea = new TestCardea("trusted_proxies: [127.0.0.1]\n");

    @AfterEach
    void stop() {
        cardea.close();
    }

    private HttpResponse<String> asked(String address, String client, String secret) {
        return cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                basic(client, secret), "X-Forwarded-For", address);
    }

    private List<Entry> recorded() {
        return cardea.server.stores()
                .audit()
                .latest(1000)
                .stream()
                .filter(entry -> entry.type().equals("ClientAuthenticationFailed"))
                .toList();
    }

    @Test
    void does_not_lock_the_client_out() {
        for (int i = 0; i < 200; i++) asked("192.0.2." + i % 4, "machine", "wrong-secret-" + i);
        assertThat(asked("192.0.2.1", "machine", SECRET).statusCode()).isEqualTo(429);
        assertThat(asked("198.51.100.7", "machine", SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void counts_a_network_as_one_where_its_owner_chooses_the_address() { // RFC 6177 §2
        for (int i = 1; i <= 30; i++) asked("2001:db8:1:1::" + i, "machine", "wrong-secret-" + i);
        assertThat(asked("2001:db8:1:1::ffff", "machine", SECRET).statusCode()).isEqualTo(429);
        assertThat(asked("2001:db8:1:2::1", "machine", SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void is_in_the_audit_log_once_a_minute() {
        for (int i = 0; i < 50; i++) asked("192.0.2." + i, "machine", "wrong-secret-" + i);
        assertThat(recorded()).singleElement().satisfies(entry -> {
            assertThat(entry.details()).contains("\"client\":\"machine\"", "the secret is wrong");
            assertThat(entry.address()).isEqualTo("192.0.2.0");
        });
        cardea.clock.advance(Duration.ofSeconds(61));
        asked("192.0.2.1", "machine", "wrong-secret");
        assertThat(recorded()).hasSize(2);
        assertThat(recorded().toString()).doesNotContain("wrong-secret");
    }

    @Test
    void is_in_the_audit_log_with_each_reason_and_only_for_clients_that_exist() {
        asked("192.0.2.1", "other", SECRET); // registered for client_secret_post
        cardea.disableClient("machine");
        asked("192.0.2.1", "machine", SECRET);
        asked("192.0.2.1", "nobody", SECRET);
        assertThat(recorded()).extracting(Entry::details)
                .satisfiesExactly(
                        disabled -> assertThat(disabled).contains("machine", "the client is disabled"),
                        method -> assertThat(method).contains("other",
                                "used client_secret_basic, but is registered for client_secret_post"));
    }
}
