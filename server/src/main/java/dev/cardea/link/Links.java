package dev.cardea.link;

import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes links, and reads those that come back. Their addresses begin with what the configuration says, whatever the
/// request that caused them says of its host.
public final class Links {
    /// The parameter that a link's secret is in: not part of the path, which is written to logs.
    public static final String PARAMETER = "link";
    private static final String SEALED = "mailed-link";
    private static final int BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final LinkStore store;
    private final Sealing sealing;
    private final String base;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param base what the addresses of this server begin with
    public Links(LinkStore store, Sealing sealing, String base, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.sealing = sealing;
        this.base = base;
        this.random = random;
        this.clock = clock;
    }

    /// A new link, not kept anywhere yet.
    ///
    /// @param uri what is mailed
    public record Issued(Link link, String uri) {
        @Override
        public String toString() {
            return link.toString();
        }
    }

    /// @param path of the page that it leads to
    /// @param payload what is to be known when it is followed
    public Issued issue(Purpose purpose, String path, @Nullable UserId user, String address,
            Map<String, Object> payload) {
        var now = clock.instant();
        return issue(purpose, path, user, address, sealed(payload), now.plus(purpose.lifetime()), null);
    }

    /// The same, with somebody reminded who does not follow it.
    public Issued issue(Purpose purpose, String path, String address, Map<String, Object> payload, Instant remindAt) {
        var now = clock.instant();
        return issue(purpose, path, null, address, sealed(payload), now.plus(purpose.lifetime()), remindAt);
    }

    /// A further link to the same, which is good for as long.
    public Issued again(Link link, String path) {
        return issue(link.purpose(), path, link.user(), link.address(), link.payload(), link.expiresAt(), null);
    }

    private Issued issue(Purpose purpose, String path, @Nullable UserId user, String address, String payload,
            Instant expiresAt, @Nullable Instant remindAt) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = Base64Url.encode(bytes);
        return new Issued(
                new Link(TokenHash.of(secret), purpose, user, address, payload, clock.instant(), expiresAt, remindAt),
                base + path + "?" + PARAMETER + "=" + secret);
    }

    private String sealed(Map<String, Object> payload) {
        return Base64Url.encode(sealing.seal(SEALED, Json.bytes(payload)));
    }

    /// A link that somebody followed, and is good for the time being.
    public record Followed(Link link, Map<String, Object> payload) {
        public Optional<String> text(String name) {
            return payload.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String toString() {
            return link.toString();
        }
    }

    /// What a link stands for. Looking at it does not spend it: programs that look for malware follow links too.
    public Optional<Followed> follow(String secret, Purpose purpose) {
        if (!SECRET.matcher(secret).matches()) return Optional.empty();
        return store.find(TokenHash.of(secret))
                .filter(link -> link.purpose() == purpose && link.isGoodAt(clock.instant()))
                .flatMap(this::read);
    }

    public Optional<Followed> read(Link link) {
        return Base64Url.decode(link.payload())
                .flatMap(sealed -> sealing.open(SEALED, sealed))
                .map(json -> new Followed(link, Json.object(new String(json, StandardCharsets.UTF_8))));
    }
}
