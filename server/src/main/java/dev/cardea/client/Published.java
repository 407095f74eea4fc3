package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.outbound.Outbound;
import dev.cardea.outbound.OutboundException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What others publish at addresses that they name, remembered. Every address is asked by one thread at a time and at
/// most every [#PAUSE], whoever wants what is there and however often: nobody can make this server flood another one.
///
/// @param <T> what is made of it
public final class Published<T> {
    /// How old what is answered may be.
    public static final Duration FRESH = Duration.ofMinutes(10);
    /// How long what was there is used when it cannot be fetched any more, beyond [#FRESH].
    public static final Duration KEPT = Duration.ofHours(1);
    public static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 10_000;
    private static final int OK = 200;
    private static final Logger log = LoggerFactory.getLogger(Published.class);

    /// Makes something of what was fetched.
    public interface Reader<T> {
        /// @throws IllegalArgumentException where it is not what it should be
        T read(URI address, Outbound.Fetched fetched);
    }

    private final Outbound outbound;
    private final String accept;
    private final Reader<T> reader;
    private final InstantSource clock;
    private final Cache<URI, Place> places = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /// @param accept the media type asked for
    public Published(Outbound outbound, String accept, Reader<T> reader, InstantSource clock) {
        this.outbound = outbound;
        this.accept = accept;
        this.reader = reader;
        this.clock = clock;
    }

    /// What is there, or was there not long ago.
    public Optional<T> current(URI address) {
        return Optional.ofNullable(place(address).current());
    }

    /// What is there now, for one who misses something in what he has seen; the same again if it was fetched only just.
    public Optional<T> newer(URI address, T seen) {
        return Optional.ofNullable(place(address).newer(seen));
    }

    /// Whether it is known without asking.
    public boolean knows(URI address) {
        return places.getIfPresent(address) != null;
    }

    private Place place(URI address) {
        return places.get(address, Place::new);
    }

    /// @param value null where there was never anything good
    private record State<T>(@Nullable T value, Instant fetchedAt, Instant triedAt) {
        @Nullable
        T usableAt(Instant now) {
            return now.isBefore(fetchedAt.plus(FRESH).plus(KEPT)) ? value : null;
        }

        boolean mayBeAskedAt(Instant now) {
            return !now.isBefore(triedAt.plus(PAUSE));
        }
    }

    private final class Place {
        private final URI address;
        private final ReentrantLock asking = new ReentrantLock();
        private volatile State<T> state = new State<>(null, Instant.EPOCH, Instant.EPOCH);

        Place(URI address) {
            this.address = address;
        }

        @Nullable
        T current() {
            var seen = state;
            var now = clock.instant();
            return now.isBefore(seen.fetchedAt().plus(FRESH)) ? seen.value() : fetched(now);
        }

        @Nullable
        T newer(T value) {
            var seen = state;
            var now = clock.instant();
            return seen.value() == null || seen.value().equals(value) ? fetched(now) : seen.usableAt(now);
        }

        private @Nullable T fetched(Instant now) {
            asking.lock();
            try {
                // Another one may have asked while this one waited.
                var before = state;
                if (before.mayBeAskedAt(now)) state = ask(before, now);
                return state.usableAt(now);
            } finally {
                asking.unlock();
            }
        }

        private State<T> ask(State<T> before, Instant now) {
            try {
                var fetched = outbound.get(address, accept);
                if (fetched.status() != OK) throw new IllegalArgumentException("status " + fetched.status());
                return new State<>(reader.read(address, fetched), now, now);
            } catch (OutboundException | IllegalArgumentException e) {
                log.warn("cannot use {}: {}", address, e.getMessage());
                return new State<>(before.value(), before.fetchedAt(), now);
            }
        }
    }
}
