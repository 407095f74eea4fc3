package dev.cardea.bench.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The processor time of a Java process by what its threads are for. Compiler threads come and go, so it has to be
/// looked at now and then: the time of a thread that has ended is what was last seen of it.
public final class ThreadTimes {
    private static final double TICKS_PER_SECOND = 100;

    private final Path tasks;
    private final Map<Path, ProcStat> seen = new HashMap<>();

    public ThreadTimes(long pid) {
        tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    /// Looks every half second until it is closed.
    public Watched watched() {
        var timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
        var _ = timer.scheduleAtFixedRate(this::look, 0, 500, TimeUnit.MILLISECONDS);
        return timer::shutdownNow;
    }

    public interface Watched extends AutoCloseable {
        @Override
        void close();
    }

    public synchronized void look() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) ProcStat.read(thread).ifPresent(stat -> seen.put(thread, stat));
        } catch (IOException e) {
            // It has ended.
        }
    }

    /// Seconds spent compiling.
    public double compiler() {
        return seconds(name -> name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler"));
    }

    /// Seconds spent in the virtual machine's own thread: with the serial collector, collecting garbage.
    public double collector() {
        return seconds(name -> name.equals("VM Thread") || name.startsWith("GC Thread") || name.startsWith("G1 "));
    }

    private synchronized double seconds(Predicate<String> names) {
        return seen.values().stream().filter(stat -> names.test(stat.name())).mapToLong(ProcStat::own).sum()
                / TICKS_PER_SECOND;
    }
}
