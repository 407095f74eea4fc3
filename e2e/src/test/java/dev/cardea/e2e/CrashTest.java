package dev.cardea.e2e;

import dev.cardea.Main;
import dev.cardea.bench.crash.Rounds;
import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import dev.cardea.bench.machine.Repository;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/// The short form of `scripts/crash-test`: the real server as a process of its own.
@DisplayName("Killed under load and started again, the server")
@EnabledOnOs(OS.LINUX)
class CrashTest {
    private static final int CONNECTIONS = 8;
    private static final long SEED = 1;

    @Test
    void keeps_every_refresh_token_that_was_acknowledged_and_revives_none_that_was_spent() throws Exception {
        var launch = new CardeaProcess.Launch(Repository.program(Main.class), "");
        try (var installation = Installation.create(Installation.Store.sqlite)) {
            var tally = new Rounds(installation, launch, CONNECTIONS, Duration.ofSeconds(1), new Random(SEED)).run(1);
            assertThat(tally.faults()).isEmpty();
            assertThat(tally.acknowledged()).isPositive();
        }
    }
}
