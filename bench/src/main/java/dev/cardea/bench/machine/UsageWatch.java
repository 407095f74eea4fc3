package dev.cardea.bench.machine;

import dev.cardea.bench.load.Load;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the usage at both ends of the measured interval.
public final class UsageWatch implements Load.Observer {
    private final Supplier<Usage> now;
    private volatile @Nullable Usage before;
    private volatile @Nullable Usage after;

    public UsageWatch(Supplier<Usage> now) {
        this.now = now;
    }

    @Override
    public void begins() {
        before = now.get();
    }

    @Override
    public void ends() {
        after = now.get();
    }

    public Usage used() {
        var first = before;
        var last = after;
        if (first == null || last == null) throw new IllegalStateException("nothing was measured yet");
        return last.since(first);
    }
}
