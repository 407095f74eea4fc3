package dev.cardea.recovery;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.password.PasswordProblem;
import dev.cardea.password.PasswordRules;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.Sessions;
import dev.cardea.user.Identifiers;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.PasswordSignIn;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Replaces a password that its owner knows. The session in which that happens stays, every other one ends, and so does
/// what applications were given in them or keep beside them.
public final class PasswordChange {
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /// The former password is another one, or there is none.
        record WrongPassword() implements Outcome {}

        record Weak(List<PasswordProblem> problems) implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final UserStore users;
    private final CredentialStore credentials;
    private final PasswordSignIn signIn;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final SessionEndings endings;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final InstantSource clock;

    /// @param signIn counts wrong passwords: guessing here is guessing there
    /// @param wake told when there is something to be mailed
    public PasswordChange(UserStore users, CredentialStore credentials, PasswordSignIn signIn, PasswordRules rules,
            PasswordHashing hashing, SessionEndings endings, Mails mails, Runnable wake, AuditLog audit,
            InstantSource clock) {
        this.users = users;
        this.credentials = credentials;
        this.signIn = signIn;
        this.rules = rules;
        this.hashing = hashing;
        this.endings = endings;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    /// How many characters a password has at least.
    public int shortest() {
        return rules.policy().minLength();
    }

    /// @param place the IP address that asks
    public Outcome change(Sessions.Current current, String former, String wanted, String place) {
        var user = current.user();
        // Before the former one is looked at: whoever has to choose again has not used up an attempt.
        var problems = rules.problems(wanted, PasswordRules.known(user));
        if (!problems.isEmpty()) return new Outcome.Weak(problems);
        // Before the former password is looked at: of several changes at once, one finds this one still here.
        var expected = hash(user);
        return switch (signIn.signIn(user.displayName(), former, place)) {
            case PasswordSignIn.Outcome.SignedIn(var known) when known.id().equals(user.id()) ->
                replace(current, former, expected, wanted);
            case PasswordSignIn.Outcome.SignedIn _ -> new Outcome.WrongPassword();
            case PasswordSignIn.Outcome.WrongCredentials _ -> {
                audit.record(new AuditEvent.PasswordChangeRefused(user.id()));
                yield new Outcome.WrongPassword();
            }
            case PasswordSignIn.Outcome.TooManyFromAddress(var wait) -> new Outcome.TooMany(wait);
        };
    }

    private String hash(User user) {
        return users.findByIdentifier(Identifiers.normalize(user.displayName()))
                .map(UserStore.Credentials::passwordHash)
                .orElse("");
    }

    /// @param seen the hash that there was before the former password was found right
    private Outcome replace(Sessions.Current current, String former, String seen, String wanted) {
        var user = current.user();
        var expected = hash(user);
        // Hashed anew by signing in, or replaced by somebody else.
        if (!expected.equals(seen) && !hashing.verify(former, expected).matches()) return new Outcome.WrongPassword();
        var news = mails.to(user, AccountMail.news("password_replaced", null, clock.instant()));
        var session = current.session().id();
        // Somebody else was faster: the former password is a former one indeed.
        if (!credentials.replace(user.id(), expected, hashing.hash(wanted), session, news))
            return new Outcome.WrongPassword();
        wake.run();
        audit.record(new AuditEvent.PasswordReplaced(user.id(), "change"));
        endings.endOthers(user.id(), session, SessionEndings.Reason.password_replaced);
        return new Outcome.Done();
    }
}
