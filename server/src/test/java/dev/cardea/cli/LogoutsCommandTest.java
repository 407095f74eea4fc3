package dev.cardea.cli;

import dev.cardea.logout.LogoutNotices;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.OutboxStore;
import dev.cardea.outbox.OutboxStore.State;
import dev.cardea.store.Databases;
import dev.cardea.store.StoreObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("cardea logouts")
class LogoutsCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30.456Z");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void fill() {
        try (var stores = Databases.open("jdbc:sqlite:" + directory.resolve("cardea.db"), null, null, 1, NOW,
                StoreObserver.NONE)) {
            var outbox = stores.outbox();
            add(outbox, "shop", "sid-1", NOW);
            add(outbox, "blog", "sid-1", NOW.plusSeconds(1));
            add(outbox, "shop", "sid-2", NOW.plusSeconds(2));
            settle(outbox, "shop", State.acknowledged, null, 204, null);
            settle(outbox, "blog", State.waiting, NOW.plusSeconds(60), 503, "answered 503\u001b[31m");
            outbox.add(Message.of("other", "shop", "sid-3", "{}", new SecureRandom(), NOW));
        }
    }

    private static void add(OutboxStore outbox, String client, String session, Instant at) {
        outbox.add(Message.of(LogoutNotices.KIND, client, session, "{\"sub\":\"alice\"}", new SecureRandom(), at));
    }

    private static void settle(
            OutboxStore outbox, String client, State state, Instant due, int status, String error) {
        var lane = new OutboxStore.Lane(LogoutNotices.KIND, client);
        for (var claim : outbox.claim(lane, NOW.plusSeconds(1), NOW.plusSeconds(9), 9))
            outbox.settle(claim, state, due, status, error, Duration.ofMillis(12));
    }

    private String run(String... arguments) {
        try {
            var file = Files.writeString(directory.resolve("cardea.yaml"),
                    "issuer: https://sso.example.com\nstore: { url: 'jdbc:sqlite:cardea.db' }\n");
            var all = new ArrayList<>(List.of("logouts", "--config", file.toString()));
            all.addAll(List.of(arguments));
            var print = new PrintStream(out, true, StandardCharsets.UTF_8);
            var shell = new Shell(new ByteArrayInputStream(new byte[0]), print, print, Map.of());
            assertThat(Commands.run(shell, all.toArray(String[]::new))).isZero();
            return out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shows_the_newest_first() {
        assertThat(run().lines()).containsExactly(
                "ENDED AT CLIENT SESSION STATE TRIES STATUS MS ",
                "2026-03-01T10:20:32Z shop sid-2 waiting 0 - - next 2026-03-01T10:20:32Z",
                "2026-03-01T10:20:31Z blog sid-1 waiting 1 503 12 answered 503 [31m; next 2026-03-01T10:21:30Z",
                "2026-03-01T10:20:30Z shop sid-1 acknowledged 1 204 12 ");
    }

    @Test
    void shows_those_of_one_client_or_session() {
        assertThat(run("--client", "blog").lines()).hasSize(2);
        assertThat(run("--session", "sid-1").lines().skip(2)).hasSize(3);
    }

    @Test
    void shows_no_more_than_asked_for() {
        assertThat(run("--limit", "1").lines()).hasSize(2);
    }
}
