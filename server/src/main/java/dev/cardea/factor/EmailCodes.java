package dev.cardea.factor;

import dev.cardea.factor.EmailCodeStore.Sent;
import dev.cardea.jose.KeyedHash;
import dev.cardea.mail.CodeMail;
import dev.cardea.mail.Mails;
import dev.cardea.user.Identifiers;
import dev.cardea.user.SignInThrottle;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/// Six digits by mail, to an address that is verified and to no other. A code is good for ten minutes and five tries, and
/// a new one takes the place of the last.
public final class EmailCodes {
    public static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration APART = Duration.ofSeconds(30);
    private static final int TRIES = 5;
    private static final int DIGITS = 6;

    private final EmailCodeStore store;
    private final KeyedHash hash;
    private final Mails mails;
    private final Runnable wake;
    private final SignInThrottle throttle;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param throttle counts mails: nobody's mailbox can be filled by asking
    public EmailCodes(EmailCodeStore store, KeyedHash hash, Mails mails, Runnable wake, SignInThrottle throttle,
            SecureRandom random, InstantSource clock) {
        this.store = store;
        this.hash = hash;
        this.mails = mails;
        this.wake = wake;
        this.throttle = throttle;
        this.random = random;
        this.clock = clock;
    }

    public boolean reach(User user) {
        return mails.reaches(user);
    }

    /// Whether there is a code to type.
    public boolean isSent(User user) {
        return store.find(user.id())
                .filter(sent -> clock.instant().isBefore(sent.expiresAt()) && sent.tries() > 0)
                .isPresent();
    }

    /// @return false where too many were sent lately, or none can be
    public boolean send(User user, String address) {
        if (!reach(user)) return false;
        if (!(throttle.admit(throttle.subject("", user.id(), address)) instanceof SignInThrottle.Decision.Admitted))
            return false;
        var now = clock.instant();
        var code = Codes.digits(DIGITS, random);
        var sent = new Sent(hash(user, code), TRIES, now, now.plus(LIFETIME));
        if (!store.put(user.id(), sent, now.minus(APART), mails.to(user, new CodeMail(code, sent.expiresAt()))))
            return false;
        wake.run();
        return true;
    }

    /// Uses the code up if it is this one. Each try is charged before the code is looked at.
    boolean accepts(User user, String typed) {
        return user.email() != null && store.charge(user.id(), clock.instant())
                && store.use(user.id(), hash(user, Codes.plain(typed)));
    }

    /// With the address: a code that was sent to another one is of no use.
    private byte[] hash(User user, String code) {
        var address = Identifiers.normalize(Objects.requireNonNull(user.email()));
        return hash.of(Codes.utf8(user.id().value()), Codes.utf8(address), Codes.utf8(code));
    }
}
