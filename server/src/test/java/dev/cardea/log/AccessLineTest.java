package dev.cardea.log;

import dev.cardea.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLineTest {
    @Test
    void writes_one_object() {
        assertThat(Json.object(line("/token", "shop").json(Instant.parse("2026-03-04T05:06:07.008Z"))))
                .containsEntry("@timestamp", "2026-03-04T05:06:07.008Z")
                .containsEntry("logger_name", "access")
                .containsEntry("request_id", "r-1")
                .containsEntry("method", "GET")
                .containsEntry("route", "/token")
                .containsEntry("status", 200)
                .containsEntry("duration_us", 1234)
                .containsEntry("bytes", 5)
                .containsEntry("address", "127.0.0.1")
                .containsEntry("client_id", "shop")
                .doesNotContainKey("aborted");
        assertThat(line("/token", null).json(Instant.EPOCH)).contains("1970-01-01T00:00:00.000Z")
                .doesNotContain("client_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\"b", "a\\b", "\u001b[31m", "\u2028", "\u0085", "ä", "\uD83D\uDE00", "\uD83D",
            "\0" })
    void nobody_writes_a_line_but_us(String hostile) {
        var line = line(hostile, hostile).json(Instant.EPOCH);
        assertThat(line).matches("\\p{Print}+\n");
        assertThat(Json.object(line)).containsEntry("route", hostile).containsEntry("client_id", hostile);
    }

    private static AccessLine line(String route, String client) {
        return new AccessLine("r-1", "GET", route, 200, 1234, 5, "127.0.0.1", false, client);
    }
}
