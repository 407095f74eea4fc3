package dev.cardea.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.oauth.TokenHash;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Remembers which token texts are genuine, and what they say: neither ever changes, and a resource server asks about
/// the same token again and again. Whether a token is still good is not remembered, that is looked up each time.
final class Genuine {
    private static final int REMEMBERED = 10_000;
    /// After this a key that was taken away is noticed.
    private static final Duration FOR = Duration.ofMinutes(1);

    private final Cache<TokenHash, AccessToken> tokens = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FOR)
            .build();

    /// @param read verifies the token and reads it; empty where it is not genuine, which is not remembered
    Optional<AccessToken> find(String token, Function<String, Optional<AccessToken>> read) {
        var hash = TokenHash.of(token);
        var known = tokens.getIfPresent(hash);
        if (known != null) return Optional.of(known);
        var fresh = read.apply(token);
        fresh.ifPresent(found -> tokens.put(hash, found));
        return fresh;
    }
}
