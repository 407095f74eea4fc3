package dev.cardea.cli;

import dev.cardea.TestCardea;
import dev.cardea.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea audit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCommandTest {
    private final TestCardea cardea = new TestCardea();

    @BeforeAll
    void cause() {
        cardea.signedIn(TestCardea.ALICE);
        cardea.post("/oauth2/token", Map.of("grant_type", "client_credentials"), "Authorization",
                TestCardea.basic("machine", "wrong"));
    }

    @AfterAll
    void stop() {
        cardea.close();
    }

    private String run(int code, String... arguments) {
        return CommandLines.run(cardea.data, code, arguments);
    }

    @Test
    void lists_what_is_about_somebody() {
        var lines = run(0, "audit", "list", "--user", TestCardea.ALICE).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("SignedIn", "127.0.0.1", "\"amr\":[\"pwd\"]");
        assertThat(run(0, "audit", "list", "--client", "machine", "--limit", "1"))
                .contains("ClientAuthenticationFailed");
        assertThat(run(0, "audit", "list", "--type", "SignedIn", "--to", "2025-12-31").lines()).hasSize(1);
    }

    @Test
    void exports_everything_as_json_lines() {
        var lines = run(0, "audit", "export").lines().map(Json::object).toList();
        assertThat(lines).hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).containsKeys("number", "at", "type", "address", "request_id"));
        assertThat(lines).extracting(line -> line.get("type")).contains("SigningKeyAdded", "SignedIn");
        assertThat(run(0, "audit", "export", "--from", "2026-01-01T12:00:00Z", "--to", "2026-01-01T12:00:01Z").lines())
                .hasSameSizeAs(lines);
    }

    @Test
    void refuses_what_is_no_time_and_no_checkpoint() {
        assertThat(run(2, "audit", "list", "--from", "yesterday")).contains("--from must be a date or a time like");
        assertThat(run(2, "audit", "verify", "--checkpoint", "1:x")).contains("64 hexadecimal digits");
    }

    @Test
    void verifies_the_chain() {
        assertThat(run(0, "audit", "verify")).contains("wait for their block", "nothing was changed");
        assertThat(run(1, "audit", "verify", "--checkpoint", "9:" + "0".repeat(64)))
                .contains("block 9 of a checkpoint is missing")
                .doesNotContain("nothing was changed");
        assertThat(List.of(run(0, "audit", "--help"))).first().asString().contains("list", "export", "verify");
    }
}
