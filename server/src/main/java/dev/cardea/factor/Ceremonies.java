package dev.cardea.factor;

import dev.cardea.client.OneTimeStore;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.oauth.TokenHash;
import dev.cardea.session.Interactions.Browser;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Random values that one answer is expected to: the challenge of a passkey ceremony (WebAuthn §13.4.3), the secret of an
/// authenticator program that is being set up. Each travels with its page, encrypted and bound to the browser, the purpose
/// and the person, so that opening pages stores nothing; whoever answers uses it up in the store, once.
public final class Ceremonies {
    private static final String PURPOSE = "ceremony";
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Sealing sealing;
    private final OneTimeStore oneTime;
    private final SecureRandom random;
    private final InstantSource clock;

    public Ceremonies(Sealing sealing, OneTimeStore oneTime, SecureRandom random, InstantSource clock) {
        this.sealing = sealing;
        this.oneTime = oneTime;
        this.random = random;
        this.clock = clock;
    }

    /// @param handle that the page's form carries
    record Begun(byte[] value, String handle) {}

    /// @param subject the purpose, and whom it is for
    Begun begin(int bytes, Browser browser, String... subject) {
        var value = new byte[bytes];
        random.nextBytes(value);
        var json = Json.bytes(Map.of(
                "value", Base64Url.encode(value),
                "browser", TokenHash.of(browser.value()).base64Url(),
                "subject", String.join("\n", subject),
                "until", clock.instant().plus(LIFETIME).toEpochMilli()));
        return new Begun(value, Base64Url.encode(sealing.seal(PURPOSE, json)));
    }

    /// The value, which stays usable.
    Optional<byte[]> look(String handle, Browser browser, String... subject) {
        return open(handle, browser, subject).map(Open::value);
    }

    /// The value, for the one call that uses it up.
    Optional<byte[]> finish(String handle, Browser browser, String... subject) {
        return open(handle, browser, subject)
                .filter(open -> oneTime.consume(PURPOSE, TokenHash.of(open.value()), open.until()))
                .map(Open::value);
    }

    private record Open(byte[] value, Instant until) {}

    private Optional<Open> open(String handle, Browser browser, String... subject) {
        return Base64Url.decode(handle)
                .flatMap(sealed -> sealing.open(PURPOSE, sealed))
                .map(json -> Json.object(new String(json, StandardCharsets.UTF_8)))
                .filter(members -> TokenHash.of(browser.value()).base64Url().equals(members.get("browser"))
                        && String.join("\n", subject).equals(members.get("subject")))
                .map(members -> new Open(
                        Base64Url.decode(String.valueOf(members.get("value"))).orElseThrow(),
                        Instant.ofEpochMilli(Long.parseLong(String.valueOf(members.get("until"))))))
                .filter(open -> clock.instant().isBefore(open.until()));
    }
}
