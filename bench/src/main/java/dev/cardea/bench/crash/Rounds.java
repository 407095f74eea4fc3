package dev.cardea.bench.crash;

import dev.cardea.bench.installation.CardeaProcess;
import dev.cardea.bench.installation.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Load, SIGKILL at some moment, restart on the same files, check; again and again.
public final class Rounds {
    private final Installation installation;
    private final CardeaProcess.Launch launch;
    private final RandomGenerator random;
    private final Duration longest;
    private final List<Holder> holders = new ArrayList<>();

    /// @param longest time under load before a kill; the moment is chosen by chance
    public Rounds(
            Installation installation,
            CardeaProcess.Launch launch,
            int connections,
            Duration longest,
            RandomGenerator random) {
        this.installation = installation;
        this.launch = launch;
        this.longest = longest;
        this.random = random;
        for (int i = 0; i < connections; i++) holders.add(new Holder(installation));
    }

    public Tally run(int rounds) throws IOException, InterruptedException {
        var tally = new Tally();
        var server = CardeaProcess.start(installation, launch);
        try {
            for (var holder : holders) holder.begin();
            for (int round = 0; round < rounds; round++) {
                long before = acknowledged();
                killUnderLoad(server);
                server = CardeaProcess.start(installation, launch);
                check(round, tally);
                tally.round(acknowledged() - before, holders.size());
            }
        } finally {
            server.close();
        }
        return tally;
    }

    private long acknowledged() {
        return holders.stream().mapToLong(Holder::acknowledged).sum();
    }

    private void killUnderLoad(CardeaProcess server) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = holders.stream().map(holder -> threads.submit(holder::refreshUntilGone)).toList();
            LockSupport.parkNanos(longest.toNanos() / 4 + random.nextLong(longest.toNanos() * 3 / 4));
            server.kill();
            for (var holder : holders) holder.stop();
            // An answer other than 200 fails the whole test.
            for (var one : running) one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a refresh failed before the crash", e.getCause());
        }
    }

    /// Every family's newest token; of a quarter of the families also that the past stays the past, which ends them.
    private void check(int round, Tally tally) throws IOException {
        for (int i = 0; i < holders.size(); i++) {
            var holder = holders.get(i);
            holder.checkNewest(tally);
            switch ((i + round) % 8) {
                case 0 -> holder.checkOldest(tally);
                case 1 -> holder.checkCode(tally);
                default -> {
                    continue;
                }
            }
            holder.begin();
        }
    }
}
