package dev.cardea.session;

import dev.cardea.http.Cookies;
import dev.cardea.http.Request;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyedHash;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps an [Interaction] between requests: sealed, in the address of the page, and of use only in the browser in
/// which it began. So nobody can finish in one browser what was started in another, and an unfinished sign-in leaves
/// nothing behind in the store.
public final class Interactions {
    private static final String COOKIE = "cardea_browser";
    private static final String PURPOSE = "interaction";
    private static final int BROWSER_BYTES = 32;
    /// How long a trip through the pages may take.
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Sealing sealing;
    private final KeyedHash csrf;
    private final Cookies cookies;
    private final String origin;
    private final SecureRandom random;
    private final InstantSource clock;

    public Interactions(
            Sealing sealing, KeyedHash csrf, Cookies cookies, URI issuer, SecureRandom random, InstantSource clock) {
        this.sealing = sealing;
        this.csrf = csrf;
        this.cookies = cookies;
        this.origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        this.random = random;
        this.clock = clock;
    }

    /// The browser that sent a request, known by a random cookie.
    ///
    /// @param setCookie the `Set-Cookie` value that gives it one, null where it has one
    public record Browser(String value, @Nullable String setCookie) {
        @Override
        public String toString() {
            return "Browser";
        }
    }

    public Browser browser(Request request) {
        var known = request.cookie(cookies.name(COOKIE)).filter(value -> !value.isEmpty());
        if (known.isPresent()) return new Browser(known.get(), null);
        var bytes = new byte[BROWSER_BYTES];
        random.nextBytes(bytes);
        var value = Base64Url.encode(bytes);
        return new Browser(value, cookies.set(COOKIE, value, null));
    }

    /// A handle for the interaction, to be carried in an address or a form.
    public String seal(Interaction interaction, Browser browser) {
        var members = new HashMap<String, Object>(interaction.parameters());
        var sealed = new HashMap<String, Object>(Map.of(
                "parameters", members,
                "started_at", interaction.startedAt().toEpochMilli(),
                "denied", interaction.denied(),
                "browser", fingerprint(browser)));
        // What a node of an earlier version sealed has none of these.
        if (!interaction.resources().isEmpty()) sealed.put("resources", interaction.resources());
        if (!interaction.origin().plain()) sealed.put("object", true);
        if (interaction.origin().pushed() != null) sealed.put("pushed", interaction.origin().pushed());
        if (interaction.resume() != Interaction.Resume.authorization)
            sealed.put("resume", interaction.resume().name());
        var passed = interaction.passed();
        if (passed != null)
            sealed.put("passed", Map.of("id", passed.id(), "user", passed.user().value(), "at",
                    passed.at().toEpochMilli(), "amr", passed.amr(), "password", passed.password()));
        var json = Json.bytes(sealed);
        return Base64Url.encode(sealing.seal(PURPOSE, json));
    }

    /// What a handle means, if it was made for the browser that sent the request.
    ///
    /// @param expired whether the trip took too long: begin it again
    public record Opened(Interaction interaction, Browser browser, boolean expired) {}

    public Optional<Opened> open(String handle, Request request) {
        var browser = browser(request);
        return unseal(handle)
                .filter(members -> MessageDigest.isEqual(
                        utf8(String.valueOf(members.get("browser"))), utf8(fingerprint(browser))))
                .map(members -> {
                    var startedAt = Instant.ofEpochMilli(Long.parseLong(String.valueOf(members.get("started_at"))));
                    var expired = clock.instant().isAfter(startedAt.plus(LIFETIME));
                    var denied = Boolean.TRUE.equals(members.get("denied"));
                    return new Opened(new Interaction(parameters(members), resources(members), startedAt, denied,
                            origin(members), resume(members), passed(members)), browser, expired);
                });
    }

    private Optional<Map<String, Object>> unseal(String handle) {
        return Base64Url.decode(handle)
                .flatMap(sealed -> sealing.open(PURPOSE, sealed))
                .map(json -> Json.object(new String(json, StandardCharsets.UTF_8)));
    }

    private static Interaction.Origin origin(Map<String, Object> members) {
        if (members.get("pushed") instanceof String secret) return Interaction.Origin.pushed(secret);
        return members.containsKey("object") ? Interaction.Origin.OBJECT : Interaction.Origin.PLAIN;
    }

    private static Interaction.Resume resume(Map<String, Object> members) {
        return members.get("resume") instanceof String name
                ? Interaction.Resume.valueOf(name)
                : Interaction.Resume.authorization;
    }

    private static @Nullable Passed passed(Map<String, Object> members) {
        if (!(members.get("passed") instanceof Map<?, ?> passed) || !(passed.get("amr") instanceof List<?> amr))
            return null;
        return new Passed(
                String.valueOf(passed.get("id")),
                new UserId(String.valueOf(passed.get("user"))),
                Instant.ofEpochMilli(Long.parseLong(String.valueOf(passed.get("at")))),
                amr.stream().map(String::valueOf).toList(),
                String.valueOf(passed.get("password")));
    }

    private static List<String> resources(Map<String, Object> members) {
        return members.get("resources") instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> parameters(Map<String, Object> members) {
        var parameters = new HashMap<String, String>();
        if (members.get("parameters") instanceof Map<?, ?> values)
            values.forEach((name, value) -> parameters.put((String) name, (String) value));
        return parameters;
    }

    /// Where the browser goes on: to a page of this server, with the interaction unless there is nothing in it.
    public String next(Interaction interaction, Browser browser) {
        var path = interaction.resume().path();
        return interaction.resume() == Interaction.Resume.home
                ? path
                : path + "?interaction=" + seal(interaction.with(null), browser);
    }

    private static String fingerprint(Browser browser) {
        return HexFormat.of().formatHex(TokenHash.of(browser.value()).bytes());
    }

    /// The token that a form carries to prove that it came from our page in this browser.
    ///
    /// @param subject what the page was made for, e.g. the handle and the person shown; a form made for one cannot be
    ///     sent for another
    public String csrfToken(Browser browser, String... subject) {
        return Base64Url.encode(csrf.of(bound(browser, subject)));
    }

    private static byte[][] bound(Browser browser, String... subject) {
        return Stream.concat(Stream.of(browser.value()), Stream.of(subject))
                .map(Interactions::utf8)
                .toArray(byte[][]::new);
    }

    /// Whether a posted form came from our page: by its token, and by the `Origin` header where the browser sends one.
    public boolean isGenuine(Request request, String... subject) {
        var sentOrigin = request.header("Origin");
        if (sentOrigin.isPresent() && !sentOrigin.get().equals(origin)) return false;
        return request.form()
                .get("csrf")
                .flatMap(Base64Url::decode)
                .filter(presented -> csrf.matches(presented, bound(browser(request), subject)))
                .isPresent();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
