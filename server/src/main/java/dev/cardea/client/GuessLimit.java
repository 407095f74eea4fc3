package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.http.Unavailable;
import dev.cardea.oauth.ClientId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds guessing of client secrets (RFC 6749 §10.10): so many failures a minute for one client from one address,
/// then every attempt from there is refused until the minute is over. Secrets are long and random, so this protects
/// the server's time more than the secret: each node counts by itself, in memory.
public final class GuessLimit {
    private static final int FAILURES = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_COUNTED = 100_000;
    private final Cache<String, AtomicInteger> failures;

    public GuessLimit(InstantSource clock) {
        failures = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(WINDOW)
                .maximumSize(MAX_COUNTED)
                .build();
    }

    /// @throws Unavailable after too many failures
    void refuseAfterTooMany(ClientId client, String address) {
        var count = failures.getIfPresent(key(client, address));
        if (count != null && count.get() >= FAILURES)
            throw new Unavailable("too many failed authentications of this client from this address", WINDOW);
    }

    void failed(ClientId client, String address) {
        failures.get(key(client, address), _ -> new AtomicInteger()).incrementAndGet();
    }

    private static String key(ClientId client, String address) {
        return address + " " + client;
    }
}
