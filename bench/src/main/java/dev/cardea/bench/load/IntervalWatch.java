package dev.cardea.bench.load;

import java.util.concurrent.locks.LockSupport;

/// Tells an observer when the measured interval begins and ends, without holding up the load.
final class IntervalWatch extends Thread {
    private final long from;
    private final long until;
    private final Load.Observer observer;

    IntervalWatch(long from, long until, Load.Observer observer) {
        super("interval");
        this.from = from;
        this.until = until;
        this.observer = observer;
        setDaemon(true);
    }

    @Override
    public void run() {
        await(from);
        observer.begins();
        await(until);
        observer.ends();
    }

    private static void await(long moment) {
        for (long left; (left = moment - System.nanoTime()) > 0;) LockSupport.parkNanos(left);
    }
}
