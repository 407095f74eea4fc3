package dev.cardea.factor;

import dev.cardea.factor.Factor.Kind;
import dev.cardea.html.PasskeyForm;
import dev.cardea.oauth.RandomUuid;
import dev.cardea.session.Interactions.Browser;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// Sets factors up. Each counts only once it has been used: a secret that was never scanned right would lock its owner
/// out.
public final class Enrolments {
    private final Factors factors;
    private final TotpFactor totp;
    private final PasskeyFactor passkeys;
    private final EmailCodes emailCodes;
    private final SecureRandom random;
    private final InstantSource clock;

    public Enrolments(Factors factors, TotpFactor totp, PasskeyFactor passkeys, EmailCodes emailCodes,
            SecureRandom random, InstantSource clock) {
        this.factors = factors;
        this.totp = totp;
        this.passkeys = passkeys;
        this.emailCodes = emailCodes;
        this.random = random;
        this.clock = clock;
    }

    /// @param setup of the page that the form is of, empty for a new one
    public TotpFactor.Setup totp(User user, Browser browser, String setup) {
        return totp.again(setup, user, browser).orElseGet(() -> totp.begin(user, browser));
    }

    public PasskeyForm passkey(User user, Browser browser) {
        return passkeys.creation(user, factors.of(user), browser);
    }

    /// What a form sent, whichever kind it is of.
    ///
    /// @param ceremony that the page carried, empty where it carried none
    /// @param answer the code, or the browser's answer
    public record Sent(String ceremony, String answer, String name) {}

    /// @return empty where the answer is not right, or the person may not have one more
    public Optional<Factors.Added> finish(Kind kind, User user, Browser browser, Sent sent, String usualName) {
        if (!factors.possible(user, factors.of(user)).contains(kind)) return Optional.empty();
        var name = Factors.named(sent.name(), usualName);
        var made = switch (kind) {
            case totp -> totp.confirmed(sent.ceremony(), user, browser, sent.answer(), name);
            case passkey -> passkeys.made(sent.ceremony(), sent.answer(), user, browser, name);
            case email -> email(user, sent.answer(), name);
        };
        return made.flatMap(factor -> factors.add(user, factor));
    }

    private Optional<Factor> email(User user, String code, String name) {
        if (!emailCodes.accepts(user, code)) return Optional.empty();
        return Optional.of(new Factor(RandomUuid.text(random), user.id(), Kind.email, name, new byte[0], null, 0,
                clock.instant(), null));
    }
}
