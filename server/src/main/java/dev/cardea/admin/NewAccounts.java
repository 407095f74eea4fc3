package dev.cardea.admin;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.declaration.DeclaredUser;
import dev.cardea.enrolment.Invitations;
import dev.cardea.password.PasswordRules;
import dev.cardea.user.PasswordHashing;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.util.Objects;
import java.util.stream.Collectors;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// How an administrator makes an account: with a password that is known already, or by inviting the person to choose one.
public final class NewAccounts {
    private final UserStore users;
    private final Invitations invitations;
    private final boolean mailed;
    private final Runnable wake;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final AuditLog audit;

    /// @param mailed whether mail can be sent
    /// @param wake called once there is something to be sent
    public NewAccounts(UserStore users, Invitations invitations, boolean mailed, Runnable wake,
            PasswordRules rules, PasswordHashing hashing, AuditLog audit) {
        this.users = users;
        this.invitations = invitations;
        this.mailed = mailed;
        this.wake = wake;
        this.rules = rules;
        this.hashing = hashing;
        this.audit = audit;
    }

    boolean isInvitation(DeclaredUser declared) {
        return declared.password() == null && declared.passwordHash() == null;
    }

    /// @throws dev.cardea.user.UserStore.IdentifierTaken where another account has the address or username
    void create(User user, DeclaredUser declared, Administrator by) {
        if (isInvitation(declared)) {
            if (!mailed)
                throw invalidRequest("no mail can be sent, so nobody can be invited: give a password or password_hash");
            if (user.email() == null)
                throw invalidRequest("an invitation needs an email; otherwise give a password or password_hash");
            invitations.invite(user, by.user());
            wake.run();
        } else
            users.create(user, hash(user, declared));
        audit.record(new AuditEvent.AccountCreated(user.id(), by.user(), by.client()));
    }

    private String hash(User user, DeclaredUser declared) {
        return declared.passwordHash() != null
                ? declared.passwordHash()
                : hash(user, Objects.requireNonNull(declared.password()));
    }

    /// @throws dev.cardea.oauth.OAuthException `invalid_request` where the password cannot be used
    String hash(User user, String password) {
        PasswordHashing.requireUsable(password);
        var problems = rules.problems(password, PasswordRules.known(user));
        if (!problems.isEmpty())
            throw invalidRequest("the password is " + problems.stream()
                    .map(problem -> problem.name().replace('_', ' '))
                    .collect(Collectors.joining(", ")));
        return hashing.hash(password);
    }

    void remind(User user) {
        if (!mailed) throw Answer.conflict("no mail can be sent");
        invitations.resend(user);
        wake.run();
    }
}
