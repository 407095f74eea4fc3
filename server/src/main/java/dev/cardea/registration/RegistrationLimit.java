package dev.cardea.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.http.Network;
import dev.cardea.http.TooManyAttempts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds how many clients somebody without an initial access token may try to register, or to change, from one address
/// in an hour.
/// Each node counts by itself, in memory.
final class RegistrationLimit {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MAX_COUNTED = 100_000;

    private final int perHour;
    private final Cache<String, AtomicInteger> counts;

    RegistrationLimit(int perHour, InstantSource clock) {
        this.perHour = perHour;
        counts = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(WINDOW)
                .maximumSize(MAX_COUNTED)
                .build();
    }

    /// @throws TooManyAttempts after too many
    void count(String address) {
        var network = Network.of(address).toString();
        if (counts.get(network, _ -> new AtomicInteger()).incrementAndGet() > perHour)
            throw new TooManyAttempts("registrations from " + address, WINDOW.minus(age(network)));
    }

    private Duration age(String network) {
        return counts.policy().expireAfterWrite().flatMap(expiry -> expiry.ageOf(network)).orElse(Duration.ZERO);
    }
}
