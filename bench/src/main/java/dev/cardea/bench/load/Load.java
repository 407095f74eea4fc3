package dev.cardea.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Drives one connection for each flow from one thread. The model is closed: a connection sends its next request when
/// it has the answer to the one before.
public final class Load {
    private static final long POLL_MILLIS = 20;
    private static final long DRAIN_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int HOPELESS = 200;

    private final InetSocketAddress address;

    /// Told when the measured interval begins and ends, on another thread.
    public interface Observer {
        Observer NONE = new Observer() {
        };

        default void begins() {}

        default void ends() {}
    }

    public Load(InetSocketAddress address) {
        if (!address.getAddress().isLoopbackAddress())
            throw new IllegalArgumentException("only servers on this machine are put under load, not " + address);
        this.address = address;
    }

    /// @param leadIn time under load that is not measured
    public Sample run(List<? extends Flow> flows, Duration leadIn, Duration measured, Observer observer)
            throws IOException, InterruptedException {
        long from = System.nanoTime() + leadIn.toNanos();
        long until = from + measured.toNanos();
        var watch = new IntervalWatch(from, until, observer);
        watch.start();
        var sample = new Sample(measured);
        try (var selector = Selector.open()) {
            var connections = new ArrayList<Connection>();
            for (var flow : flows) connections.add(new Connection(flow, address, selector));
            for (var connection : connections) begin(connection, until);
            while (System.nanoTime() - until < 0) pump(selector, from, until, sample);
            // What is under way is finished, uncounted, so that it is no burden on the next measurement.
            while (connections.stream().anyMatch(c -> c.busy) && System.nanoTime() - until < DRAIN_NANOS)
                pump(selector, from, until, sample);
            for (var connection : connections) connection.close();
        }
        watch.join();
        return sample;
    }

    private static void pump(Selector selector, long from, long until, Sample sample) throws IOException {
        selector.select(POLL_MILLIS);
        for (var key : List.copyOf(selector.selectedKeys())) {
            if (key.isValid()) serve((Connection) key.attachment(), from, until, sample);
        }
        selector.selectedKeys().clear();
    }

    private static void serve(Connection connection, long from, long until, Sample sample)
            throws IOException {
        try {
            connection.writeWherePossible();
            var answer = connection.read();
            if (answer != null) answered(connection, answer, from, until, sample);
        } catch (IOException | Unexpected e) {
            if (sample.failed(String.valueOf(e.getMessage())) > HOPELESS)
                throw new IOException("too many failures: " + sample.failures(), e);
            connection.reconnect();
            begin(connection, until);
        }
    }

    private static void answered(Connection connection, Answer answer, long from, long until, Sample sample)
            throws IOException {
        long now = System.nanoTime();
        boolean counts = now - from >= 0 && now - until < 0;
        var next = connection.flow.next(answer);
        connection.answered(answer);
        if (next != null) {
            connection.send(next);
            return;
        }
        if (counts) sample.completed(now - connection.began);
        begin(connection, until);
    }

    private static void begin(Connection connection, long until) throws IOException {
        connection.began = System.nanoTime();
        connection.busy = connection.began - until < 0;
        if (connection.busy) connection.send(connection.flow.begin());
    }
}
