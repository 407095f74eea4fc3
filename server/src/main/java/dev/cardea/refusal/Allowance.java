package dev.cardea.refusal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.http.Network;
import java.time.Instant;
import java.time.InstantSource;

/// How many refusals are kept: so many at once, then so many a second, of one network and of all. Anybody can be
/// refused as often as they like, and must neither fill the disk with it nor use up what others need. Each node counts
/// by itself.
final class Allowance {
    static final int OF_ALL = 1000;
    static final int OF_ONE = 200;
    private static final double OF_ALL_A_SECOND = 1;
    private static final double OF_ONE_A_SECOND = 0.2;
    private static final int MOST_NETWORKS = 10_000;
    private static final double MILLIS = 1000;

    private final InstantSource clock;
    private final Bucket all;
    private final Cache<String, Bucket> networks = Caffeine.newBuilder().maximumSize(MOST_NETWORKS).build();

    Allowance(InstantSource clock) {
        this.clock = clock;
        all = new Bucket(OF_ALL, OF_ALL_A_SECOND, clock.instant());
    }

    /// @param ordinary whether well-behaved clients are refused in this way all day: such refusals leave half of
    ///     everything to the others
    boolean admits(String address, boolean ordinary) {
        var now = clock.instant();
        var one = networks.get(Network.of(address), _ -> new Bucket(OF_ONE, OF_ONE_A_SECOND, now));
        return one.take(ordinary, now) && all.take(ordinary, now);
    }

    private static final class Bucket {
        private final int size;
        private final double perSecond;
        private double left;
        private Instant at;

        Bucket(int size, double perSecond, Instant at) {
            this.size = size;
            this.perSecond = perSecond;
            this.left = size;
            this.at = at;
        }

        synchronized boolean take(boolean ordinary, Instant now) {
            double seconds = Math.max(0, now.toEpochMilli() - at.toEpochMilli()) / MILLIS;
            left = Math.min(size, left + seconds * perSecond);
            at = now;
            if (left < (ordinary ? size / 2.0 + 1 : 1)) return false;
            left--;
            return true;
        }
    }
}
