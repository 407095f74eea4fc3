package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.http.Network;
import dev.cardea.http.TooManyAttempts;
import dev.cardea.oauth.ClientId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds guessing of client secrets (RFC 6749 §10.10): so many failures a minute for one client from one address,
/// then every attempt from there is refused until the minute is over, the right secret included, since otherwise
/// guessing could go on. The client itself is not shut out by somebody else's guesses, for it is elsewhere. Secrets are
/// long and random, so this protects the server's time more than the secret: each node counts by itself, in memory.
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

    /// @throws TooManyAttempts after too many failures
    void refuseAfterTooMany(ClientId client, String address) {
        var key = key(client, address);
        var count = failures.getIfPresent(key);
        if (count != null && count.get() >= FAILURES)
            throw new TooManyAttempts("authentications of client " + client + " from " + address,
                    WINDOW.minus(age(key)));
    }

    /// Since the first failure of the minute: counting on does not prolong it.
    private Duration age(String key) {
        return failures.policy().expireAfterWrite().flatMap(expiry -> expiry.ageOf(key)).orElse(Duration.ZERO);
    }

    void failed(ClientId client, String address) {
        failures.get(key(client, address), _ -> new AtomicInteger()).incrementAndGet();
    }

    private static String key(ClientId client, String address) {
        return Network.of(address) + " " + client;
    }
}
