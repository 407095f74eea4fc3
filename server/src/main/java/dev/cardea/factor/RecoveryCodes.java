package dev.cardea.factor;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.jose.KeyedHash;
import dev.cardea.mail.Mails;
import dev.cardea.mail.SecurityMail;
import dev.cardea.oauth.UserId;
import dev.cardea.user.User;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Ten codes on paper for whoever has lost everything else, each good for one sign-in.
public final class RecoveryCodes {
    public static final int COUNT = 10;
    /// From here on the person is told that they run out.
    public static final int FEW = 3;
    private static final int LENGTH = 10;
    private static final int GROUP = 5;

    private final RecoveryCodeStore store;
    private final KeyedHash hash;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param hash with a key, since a plain hash of so short a text could be searched for it
    /// @param wake called once there is a mail to send
    public RecoveryCodes(RecoveryCodeStore store, KeyedHash hash, Mails mails, Runnable wake, AuditLog audit,
            SecureRandom random, InstantSource clock) {
        this.store = store;
        this.hash = hash;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    public int left(User user) {
        return store.left(user.id());
    }

    /// New ones, to be shown this once; those that there were are worth nothing from now on.
    public List<String> make(User user) {
        var codes = new ArrayList<String>();
        for (int i = 0; i < COUNT; i++) codes.add(Codes.letters(LENGTH, random));
        store.replace(user.id(), codes.stream().map(code -> hash(user.id(), code)).toList(), List.of());
        audit.record(new AuditEvent.RecoveryCodesMade(user.id()));
        return codes.stream().map(code -> Codes.grouped(code, GROUP, "-")).toList();
    }

    /// Uses a code up.
    public boolean use(User user, String typed) {
        int left = store.left(user.id()) - 1;
        var mail = new SecurityMail(SecurityMail.What.recovery_code_used, left <= FEW ? Integer.toString(left) : null,
                clock.instant());
        var code = Codes.plain(typed);
        var used = hash.everyOf(Codes.utf8(user.id().value()), Codes.utf8(code))
                .stream()
                .anyMatch(one -> store.use(user.id(), one, mails.to(user, mail)));
        if (!used) return false;
        wake.run();
        audit.record(new AuditEvent.RecoveryCodeUsed(user.id(), left));
        return true;
    }

    private byte[] hash(UserId user, String code) {
        return hash.of(Codes.utf8(user.value()), Codes.utf8(code));
    }
}
