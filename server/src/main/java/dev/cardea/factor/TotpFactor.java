package dev.cardea.factor;

import dev.cardea.factor.Factor.Kind;
import dev.cardea.jose.Sealing;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.session.Interactions.Browser;
import dev.cardea.user.User;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// An authenticator program that shows a code of six digits (RFC 6238). Its secret is encrypted at rest.
public final class TotpFactor {
    private static final String PURPOSE = "totp";
    /// As long as the output of the hash, as RFC 4226 §4 recommends.
    private static final int SECRET_BYTES = 20;
    private static final int GROUP = 4;

    private final FactorStore store;
    private final Ceremonies ceremonies;
    private final Sealing sealing;
    private final String service;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param service what the program shows beside the person's name
    public TotpFactor(FactorStore store, Ceremonies ceremonies, Sealing sealing, String service, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.ceremonies = ceremonies;
        this.sealing = sealing;
        this.service = service;
        this.random = random;
        this.clock = clock;
    }

    /// What a person needs to set the program up.
    ///
    /// @param setup that the form carries
    /// @param secret to type where no picture can be taken
    /// @param uri the same for programs on this device
    /// @param size of the picture of `uri`, in modules
    /// @param path its dark modules, as an SVG path
    public record Setup(String setup, String secret, String uri, int size, String path) {}

    public Setup begin(User user, Browser browser) {
        var begun = ceremonies.begin(SECRET_BYTES, browser, PURPOSE, user.id().value());
        return setup(begun.handle(), begun.value(), user);
    }

    /// The same once more, after a code that was wrong. Empty where that took too long.
    public Optional<Setup> again(String setup, User user, Browser browser) {
        return ceremonies.look(setup, browser, PURPOSE, user.id().value()).map(secret -> setup(setup, secret, user));
    }

    private Setup setup(String handle, byte[] secret, User user) {
        var text = Codes.base32(secret);
        var uri = "otpauth://totp/" + encoded(service) + ":" + encoded(user.displayName()) + "?secret=" + text
                + "&issuer=" + encoded(service) + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.PERIOD;
        var picture = QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
        return new Setup(handle, Codes.grouped(text, GROUP, " "), uri, picture.size, path(picture));
    }

    private static String path(QrCode picture) {
        var path = new StringBuilder();
        for (int y = 0; y < picture.size; y++)
            for (int x = 0; x < picture.size; x++)
                if (picture.getModule(x, y)) path.append("M%d %dh1v1h-1z".formatted(x, y));
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The factor, once the program has shown the right code. That code is used up with it.
    Optional<Factor> confirmed(String setup, User user, Browser browser, String typed, String name) {
        var now = clock.instant();
        var secret = ceremonies.look(setup, browser, PURPOSE, user.id().value());
        if (secret.isEmpty()) return Optional.empty();
        var step = Totp.matching(secret.get(), Codes.plain(typed), now);
        if (step.isEmpty() || ceremonies.finish(setup, browser, PURPOSE, user.id().value()).isEmpty())
            return Optional.empty();
        return Optional.of(new Factor(RandomUuid.text(random), user.id(), Kind.totp, name,
                sealing.seal(PURPOSE, secret.get()), null, step.getAsLong(), now, null));
    }

    /// Whether it shows this code now, and the code was not used before.
    boolean accepts(Factor factor, String typed) {
        var now = clock.instant();
        var secret = sealing.open(PURPOSE, factor.data());
        if (secret.isEmpty()) return false;
        var step = Totp.matching(secret.get(), Codes.plain(typed), now);
        return step.isPresent() && store.use(factor.id(), step.getAsLong(), now);
    }
}
