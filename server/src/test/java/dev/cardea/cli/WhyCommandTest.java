package dev.cardea.cli;

import dev.cardea.TestCardea;
import dev.cardea.refusal.TestWhy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static dev.cardea.TestCardea.SECRET;
import static dev.cardea.TestCardea.basic;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea why")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhyCommandTest {
    private final TestCardea cardea = new TestCardea();

    @AfterAll
    void stop() {
        cardea.close();
    }

    private String refused(String client) {
        var id = TestWhy.id(cardea.post("/oauth2/token", Map.of("grant_type", "none"), "Authorization",
                basic(client, SECRET)));
        TestWhy.await(cardea, id);
        return id;
    }

    @Test
    void lists_the_newest_without_an_id() {
        refused("app");
        var machine = refused("machine");
        var out = new ByteArrayOutputStream();
        assertThat(CommandLines.why(cardea.data, out, "--client", "machine")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .singleElement()
                .asString()
                .contains(machine, "machine", "unsupported_grant_type", "POST /oauth2/token");
        out.reset();
        assertThat(CommandLines.why(cardea.data, out, "--json", "--limit", "1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).singleElement()
                .asString()
                .startsWith("{\"error_id\":");
    }

    @Test
    void says_that_it_knows_nothing_of_an_id() {
        assertThat(CommandLines.why(cardea.data, new ByteArrayOutputStream(), "nothing")).isEqualTo(1);
    }

    @Test
    void needs_no_server() {
        var other = new TestCardea();
        var id = TestWhy.id(other.post("/oauth2/token", Map.of("grant_type", "none")));
        other.close(); // which writes what is still waiting
        assertThat(CommandLines.why(other.data, id)).contains("invalid_client", "POST /oauth2/token, answered 401");
    }
}
