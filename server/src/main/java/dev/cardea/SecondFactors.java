package dev.cardea;

import dev.cardea.factor.Ceremonies;
import dev.cardea.factor.Devices;
import dev.cardea.factor.EmailCodes;
import dev.cardea.factor.Enrolments;
import dev.cardea.factor.FactorForms;
import dev.cardea.factor.FactorPolicies;
import dev.cardea.factor.Factors;
import dev.cardea.factor.PasskeyFactor;
import dev.cardea.factor.Proofs;
import dev.cardea.factor.RecoveryCodes;
import dev.cardea.factor.TotpFactor;
import dev.cardea.http.Cookies;
import dev.cardea.login.NewDevices;
import dev.cardea.mail.Mails;
import dev.cardea.user.GuessingPolicy;
import dev.cardea.user.SignInThrottle;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// What people prove with, beside their password, who they are: one part of the wiring.
public record SecondFactors(
        Factors factors,
        Proofs proofs,
        Enrolments enrolments,
        FactorForms forms,
        EmailCodes emailCodes,
        RecoveryCodes recoveryCodes,
        Devices devices,
        NewDevices newDevices,
        Optional<PasskeyFactor> passkeys) {
    /// @param wake called once there is a mail to send
    static SecondFactors of(Foundation foundation, FactorPolicies policies, Mails mails, Runnable wake,
            GuessingPolicy guessing, Cookies cookies) {
        var stores = foundation.stores();
        var secrets = foundation.secrets();
        var audit = foundation.audit();
        var random = foundation.random();
        var clock = foundation.clock();
        var issuer = URI.create(foundation.config().issuer());
        var ceremonies = new Ceremonies(foundation.sealing(), stores.oneTime(), random, clock);
        // Keys of their own: guesses at passwords, at codes, and mails do not count together.
        var guesses = new SignInThrottle(stores.attempts(), guessing, secrets.keyed("factor-attempts"), clock);
        var sent = new SignInThrottle(stores.attempts(), guessing, secrets.keyed("email-code-sends"), clock);
        var recoveryCodes = new RecoveryCodes(stores.recoveryCodes(), secrets.keyed("recovery-code"), mails, wake,
                audit, random, clock);
        var emailCodes = new EmailCodes(stores.emailCodes(), secrets.keyed("email-code"), mails, wake, sent, random,
                clock);
        var factors = new Factors(stores.factors(), policies, recoveryCodes, emailCodes, mails, wake, audit, clock);
        var totp = new TotpFactor(stores.factors(), ceremonies, foundation.sealing(),
                Objects.requireNonNull(issuer.getHost()), random, clock);
        var passkeys = new PasskeyFactor(stores.factors(), ceremonies, issuer, audit, random, clock);
        var enrolments = new Enrolments(factors, totp, passkeys, emailCodes, random, clock);
        return new SecondFactors(
                factors,
                new Proofs(factors, totp, passkeys, emailCodes, recoveryCodes, guesses, audit),
                enrolments,
                new FactorForms(enrolments, emailCodes),
                emailCodes,
                recoveryCodes,
                new Devices(stores.devices(), policies, cookies, audit, random, clock),
                new NewDevices(policies.tellNewDevices(), secrets.keyed("known-browser"), cookies, mails,
                        stores.outbox(), wake, stores.audit(), audit, clock),
                policies.allowPasskeys() ? Optional.of(passkeys) : Optional.empty());
    }
}
