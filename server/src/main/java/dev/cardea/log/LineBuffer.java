package dev.cardea.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Gathers lines for a moment and writes them together. Bounded: where the reader at the other end stands still, lines
/// are dropped and counted, because a full pipe must not keep people from signing in. When the JVM ends, what was
/// gathered is written and later lines are written at once.
final class LineBuffer {
    private static final long MOMENT = Duration.ofMillis(25).toNanos();
    private static final int LIMIT = 8 * 1024 * 1024;
    private final Sink sink;
    private final ReentrantLock filling = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final Thread writer = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
    private byte[] lines = new byte[16 * 1024];
    private byte[] spare = new byte[16 * 1024];
    private int length;
    private long dropped;
    private volatile boolean ending;

    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int from, int length);
    }

    LineBuffer(Sink sink) {
        this.sink = sink;
    }

    void start() {
        writer.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            ending = true;
            flush();
        }));
    }

    /// @param now whether to write through
    void append(byte[] line, boolean now) {
        boolean first;
        filling.lock();
        try {
            first = length == 0;
            if (length + line.length > LIMIT) dropped++;
            else
                add(line);
        } finally {
            filling.unlock();
        }
        if (now || ending) flush();
        else if (first) LockSupport.unpark(writer);
    }

    private void add(byte[] line) {
        if (length + line.length > lines.length)
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, length + line.length));
        System.arraycopy(line, 0, lines, length, line.length);
        length += line.length;
    }

    void flush() {
        writing.lock();
        try {
            byte[] full;
            int used;
            filling.lock();
            try {
                if (dropped > 0) {
                    add(("{\"level\":\"WARN\",\"logger_name\":\"log\",\"message\":\"" + dropped
                            + " lines dropped: the reader of standard output is too slow\"}\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    dropped = 0;
                }
                full = lines;
                used = length;
                lines = spare;
                spare = full;
                length = 0;
            } finally {
                filling.unlock();
            }
            if (used > 0) sink.write(full, 0, used);
        } finally {
            writing.unlock();
        }
    }

    private void write() {
        while (true) {
            LockSupport.park(this);
            LockSupport.parkNanos(this, MOMENT);
            flush();
        }
    }
}
