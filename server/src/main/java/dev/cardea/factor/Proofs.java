package dev.cardea.factor;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.factor.PasskeyFactor.Verdict;
import dev.cardea.html.PasskeyForm;
import dev.cardea.session.Interactions.Browser;
import dev.cardea.user.SignInThrottle;
import dev.cardea.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks second factors, at a bounded rate: an attempt is charged before it is looked at, as with passwords.
public final class Proofs {
    /// A proof of possession of a key (RFC 8176 §2).
    private static final String POP = "pop";
    private static final String SOFTWARE_KEY = "swk";
    private static final String PRESENT = "user";
    private static final String ONE_TIME = "otp";
    private static final String SEVERAL = "mfa";

    private final Factors factors;
    private final TotpFactor totp;
    private final PasskeyFactor passkeys;
    private final EmailCodes emailCodes;
    private final RecoveryCodes recoveryCodes;
    private final SignInThrottle throttle;
    private final AuditLog audit;

    public Proofs(Factors factors, TotpFactor totp, PasskeyFactor passkeys, EmailCodes emailCodes,
            RecoveryCodes recoveryCodes, SignInThrottle throttle, AuditLog audit) {
        this.factors = factors;
        this.totp = totp;
        this.passkeys = passkeys;
        this.emailCodes = emailCodes;
        this.recoveryCodes = recoveryCodes;
        this.throttle = throttle;
        this.audit = audit;
    }

    /// What came of an attempt.
    public sealed interface Outcome {
        /// @param amr what it adds to how the person signed in (RFC 8176)
        record Proven(List<String> amr) implements Outcome {}

        record Wrong() implements Outcome {}

        record Throttled(Duration retryAfter) implements Outcome {}
    }

    public PasskeyForm passkey(User user, Browser browser) {
        return passkeys.request(user, factors.of(user), browser);
    }

    /// @param ceremony that the page carried, empty where it carried none
    /// @param answer the code, or the browser's answer
    /// @param address that the attempt comes from
    public Outcome prove(Method method, User user, Browser browser, String ceremony, String answer, String address) {
        var subject = throttle.subject("", user.id(), address);
        return switch (throttle.admit(subject)) {
            case SignInThrottle.Decision.AccountThrottled(var wait) -> throttled(method, user, wait);
            case SignInThrottle.Decision.AddressThrottled(var wait) -> throttled(method, user, wait);
            case SignInThrottle.Decision.Admitted() -> {
                var amr = check(method, user, browser, ceremony, answer);
                if (amr.isEmpty()) yield new Outcome.Wrong();
                throttle.succeeded(subject);
                yield new Outcome.Proven(amr.get());
            }
        };
    }

    private Outcome throttled(Method method, User user, Duration wait) {
        audit.record(new AuditEvent.SecondFactorFailed(user.id(), method.name(), "throttled"));
        return new Outcome.Throttled(wait);
    }

    private Optional<List<String>> check(Method method, User user, Browser browser, String ceremony, String answer) {
        var mine = factors.of(user);
        if (!factors.usable(user, mine).contains(method)) return failed(method, user, "is not one of the person's");
        if (method == Method.passkey)
            return switch (passkeys.used(ceremony, answer, user, browser)) {
                case Verdict.Proven proven -> Optional.of(amr(proven));
                case Verdict.Refused(var reason, _) -> failed(method, user, reason);
            };
        var right = switch (method) {
            case totp -> mine.stream()
                    .filter(factor -> factor.kind() == Kind.totp)
                    .anyMatch(factor -> totp.accepts(factor, answer));
            case email -> emailCodes.accepts(user, answer);
            case recovery -> recoveryCodes.use(user, answer);
            case passkey -> false;
        };
        return right ? Optional.of(List.of(ONE_TIME, SEVERAL)) : failed(method, user, "wrong code");
    }

    private Optional<List<String>> failed(Method method, User user, String reason) {
        audit.record(new AuditEvent.SecondFactorFailed(user.id(), method.name(), reason));
        return Optional.empty();
    }

    /// How somebody signed in with a passkey, alone or after a password. One that is verified by its authenticator is two
    /// factors by itself; after a password any is the second one. Whether the key is in hardware nobody vouches for.
    public static List<String> amr(Verdict.Proven proven) {
        var amr = new ArrayList<>(List.of(POP));
        if (proven.synced()) amr.add(SOFTWARE_KEY);
        amr.add(PRESENT);
        amr.add(SEVERAL);
        return amr;
    }
}
