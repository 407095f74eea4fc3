package dev.cardea.refusal;

import dev.cardea.TestCardea;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Refusals are kept for a day, and of a flood only some")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
    private static final int FLOOD = 1_000;
    private final TestCardea cardea = new TestCardea();

    @AfterAll
    void stop() {
        cardea.close();
    }

    private int refuse() {
        return cardea.post("/oauth2/token", Map.of("grant_type", "none"), "Authorization", basic("app", SECRET))
                .statusCode();
    }

    private int kept() {
        return cardea.server.stores().refusals().latest(null, 10_000).size();
    }

    @Test
    void all_of_them_are_refused_and_a_bounded_number_is_kept_and_forgotten() throws Exception {
        Callable<Integer> one = this::refuse;
        try (var callers = Executors.newFixedThreadPool(8)) {
            var all = callers.invokeAll(IntStream.range(0, FLOOD).mapToObj(_ -> one).toList());
            for (var status : all) assertThat(status.get()).isEqualTo(400);
        }
        assertThat(cardea.get("/metrics").body())
                .contains("cardea_refusals_total{kept=\"false\"} " + (FLOOD - Allowance.OF_ONE) + ".0");
        cardea.clock.advance(Duration.ofMinutes(1));
        var after = cardea.post("/oauth2/token", Map.of("grant_type", "none"));
        TestWhy.await(cardea, TestWhy.id(after));
        assertThat(kept()).isEqualTo(Allowance.OF_ONE + 1);
        cardea.clock.advance(Duration.ofHours(23));
        cardea.server.stores().deleteExpired(cardea.clock.instant());
        assertThat(kept()).isEqualTo(Allowance.OF_ONE + 1);
        cardea.clock.advance(Duration.ofHours(2));
        cardea.server.stores().deleteExpired(cardea.clock.instant());
        assertThat(kept()).isZero();
    }
}
