package dev.cardea.recovery;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.link.Effect;
import dev.cardea.link.LinkStore;
import dev.cardea.link.LinkStore.Redemption;
import dev.cardea.link.Links;
import dev.cardea.link.Links.Followed;
import dev.cardea.link.Purpose;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.password.PasswordProblem;
import dev.cardea.password.PasswordRules;
import dev.cardea.user.Identifiers;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Replaces a password by a mailed link. Everything that the former one opened ends with it; whoever has a second factor
/// still needs it, since nobody is signed in by this.
public final class PasswordReset {
    public sealed interface Outcome {
        record Done(UserId user) implements Outcome {}

        /// Unknown, expired, spent, or of a password that was replaced since.
        record BadLink() implements Outcome {}

        /// The link stays good.
        record Weak(List<PasswordProblem> problems) implements Outcome {}
    }

    private final UserStore users;
    private final LinkStore store;
    private final Links links;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final Consumer<UserId> shutOut;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param shutOut ends whatever the account had let anybody do, and lets its owner in
    /// @param wake told when there is something to be mailed
    public PasswordReset(UserStore users, LinkStore store, Links links, PasswordRules rules, PasswordHashing hashing,
            Consumer<UserId> shutOut, Mails mails, Runnable wake, AuditLog audit, InstantSource clock) {
        this.users = users;
        this.store = store;
        this.links = links;
        this.rules = rules;
        this.hashing = hashing;
        this.shutOut = shutOut;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    private record Meant(Followed link, User user, String passwordHash) {}

    /// How many characters a password has at least.
    int shortest() {
        return rules.policy().minLength();
    }

    /// Whether a link can still be used.
    public boolean isGood(String secret) {
        return meant(secret).isPresent();
    }

    private Optional<Meant> meant(String secret) {
        var followed = links.follow(secret, Purpose.reset);
        if (followed.isEmpty()) return Optional.empty();
        var link = followed.get().link();
        var found = users.findByIdentifier(Identifiers.normalize(link.address()))
                .filter(account -> account.user().id().equals(link.user()) && account.user().isActive());
        if (found.isEmpty() || found.get().passwordHash() == null) return Optional.empty();
        var hash = found.get().passwordHash();
        return followed.get()
                .text(ForgottenPassword.VERSION)
                .filter(version -> version.equals(TokenHash.of(hash).base64Url()))
                .map(_ -> new Meant(followed.get(), found.get().user(), hash));
    }

    public Outcome reset(String secret, String password) {
        var meant = meant(secret).orElse(null);
        if (meant == null) return new Outcome.BadLink();
        var user = meant.user();
        var problems = rules.problems(password, PasswordRules.known(user));
        if (!problems.isEmpty()) return new Outcome.Weak(problems);
        var link = meant.link().link();
        var news = mails.to(link.address(), user, AccountMail.news("password_replaced", null, clock.instant()));
        var redemption = store.redeem(link.hash(), Purpose.reset, clock.instant(),
                new Effect.NewPassword(user.id(), meant.passwordHash(), hashing.hash(password)), news);
        if (redemption != Redemption.done) return new Outcome.BadLink();
        wake.run();
        audit.record(new AuditEvent.PasswordReplaced(user.id(), "reset"));
        shutOut.accept(user.id());
        return new Outcome.Done(user.id());
    }
}
