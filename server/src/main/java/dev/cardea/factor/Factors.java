package dev.cardea.factor;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.mail.Mails;
import dev.cardea.mail.SecurityMail;
import dev.cardea.oauth.AcrValues;
import dev.cardea.user.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The factors of people: what each has and may have, and every change of it, which the person and the audit log are told.
public final class Factors {
    private static final int MOST = 20;
    private static final int MAX_NAME = 60;

    private final FactorStore store;
    private final FactorPolicies policies;
    private final RecoveryCodes recoveryCodes;
    private final EmailCodes emailCodes;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param wake called once there is a mail to send
    public Factors(FactorStore store, FactorPolicies policies, RecoveryCodes recoveryCodes, EmailCodes emailCodes,
            Mails mails, Runnable wake, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.policies = policies;
        this.recoveryCodes = recoveryCodes;
        this.emailCodes = emailCodes;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    public List<Factor> of(User user) {
        return store.of(user.id());
    }

    public boolean areRequired(User user) {
        return policies.of(user).required();
    }

    /// What the person can prove a second factor with now, the one to be offered first at the front.
    public List<Method> usable(User user, List<Factor> factors) {
        var usable = new ArrayList<Method>();
        for (var kind : Kind.values()) {
            var has = factors.stream().anyMatch(factor -> factor.kind() == kind);
            if (has && (kind != Kind.email || emailCodes.reach(user))) usable.add(Method.valueOf(kind.name()));
        }
        if (!factors.isEmpty() && recoveryCodes.left(user) > 0) usable.add(Method.recovery);
        return usable;
    }

    /// What the person can set up, the one to be offered first at the front.
    public List<Kind> possible(User user, List<Factor> factors) {
        if (factors.size() >= MOST) return List.of();
        var policy = policies.of(user);
        var possible = new ArrayList<Kind>();
        for (var kind : Kind.values()) if (policy.allowed().contains(kind)) possible.add(kind);
        if (!emailCodes.reach(user) || factors.stream().anyMatch(factor -> factor.kind() == Kind.email))
            possible.remove(Kind.email);
        return possible;
    }

    /// The strongest sign-in that this person can reach.
    public String reach(User user) {
        var factors = of(user);
        if (factors.stream().anyMatch(factor -> factor.kind() == Kind.passkey)) return AcrValues.PHISHING_RESISTANT;
        return factors.isEmpty() ? AcrValues.PASSWORD : AcrValues.TWO_FACTORS;
    }

    /// What came of setting one up.
    ///
    /// @param recoveryCodes to be shown this once; empty where the person has some already
    public record Added(Factor factor, List<String> recoveryCodes) {}

    /// @return empty where it cannot be added: a passkey that is known, or too many
    Optional<Added> add(User user, Factor factor) {
        if (!possible(user, of(user)).contains(factor.kind())) return Optional.empty();
        if (!store.add(factor, mails.to(user, mail(SecurityMail.What.factor_added, factor.name()))))
            return Optional.empty();
        wake.run();
        audit.record(new AuditEvent.FactorAdded(user.id(), factor.kind().name(), factor.id()));
        var codes = recoveryCodes.left(user) == 0 ? recoveryCodes.make(user) : List.<String>of();
        return Optional.of(new Added(factor, codes));
    }

    /// A factor can be replaced, but where one is required the last one cannot be taken away.
    ///
    /// @return false where it is that one, or there is no such factor
    public boolean remove(User user, String id) {
        var factors = of(user);
        var factor = factors.stream().filter(one -> one.id().equals(id)).findFirst();
        if (factor.isEmpty() || (factors.size() == 1 && areRequired(user))) return false;
        var told = mails.to(user, mail(SecurityMail.What.factor_removed, factor.get().name()));
        if (!store.remove(user.id(), id, told)) return false;
        wake.run();
        audit.record(new AuditEvent.FactorRemoved(user.id(), factor.get().kind().name(), id));
        return true;
    }

    public void rename(User user, String id, String name) {
        store.rename(user.id(), id, named(name, ""));
    }

    /// As the person calls it, or `otherwise`.
    static String named(String typed, String otherwise) {
        var name = typed.strip().replaceAll("\\p{Cntrl}", "");
        return name.isEmpty() ? otherwise : name.substring(0, Math.min(name.length(), MAX_NAME));
    }

    /// Takes all of them away, for somebody who has lost them and has shown an administrator who they are.
    ///
    /// @param by who does it, for the audit log
    public void reset(User user, String by) {
        store.removeAll(user.id(), mails.to(user, mail(SecurityMail.What.factors_reset, null)));
        wake.run();
        audit.record(new AuditEvent.FactorsReset(user.id(), by));
    }

    private SecurityMail mail(SecurityMail.What what, @Nullable String detail) {
        return new SecurityMail(what, detail, clock.instant());
    }
}
