package dev.cardea.account;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.oauth.UserId;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.SessionEndings.Reason;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.Set;

/// What becomes of accounts, whoever decides it: the one place in which all that an account gave ends with it.
public final class Accounts {
    private final UserStore users;
    private final AuthorizationStore authorizations;
    private final SessionEndings sessions;
    private final AuditLog audit;
    private final InstantSource clock;

    public Accounts(UserStore users, AuthorizationStore authorizations, SessionEndings sessions, AuditLog audit,
            InstantSource clock) {
        this.users = users;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /// Gives the account another status. Where that is not `active` everything ends, and nothing of it comes back with
    /// the status. To be recorded by the caller, who knows why.
    ///
    /// @param expected the statuses to go on from
    /// @return whether it had one of them
    public boolean setStatus(UserId id, Set<User.Status> expected, User.Status next) {
        // What began while the account was being shut out sleeps since then, and must not wake up with it.
        if (next == User.Status.active) users.find(id).ifPresent(this::shutOutIfBarred);
        if (!users.setStatus(id, expected, next)) return false;
        shutOutIfBarred(id, next);
        return true;
    }

    private void shutOutIfBarred(User user) {
        shutOutIfBarred(user.id(), user.status());
    }

    private void shutOutIfBarred(UserId id, User.Status status) {
        switch (status) {
            case active -> {
                // May go on.
            }
            case invited -> shutOut(id, Reason.account_invited);
            case locked -> shutOut(id, Reason.account_locked);
            case disabled -> shutOut(id, Reason.account_disabled);
        }
    }

    /// Ends every session of the person, tells the clients, and revokes every refresh token, also those that outlive
    /// sessions.
    ///
    /// @return how many sessions there were
    public int shutOut(UserId id, Reason reason) {
        int ended = sessions.endAll(id, reason);
        authorizations.revokeAll(id, clock.instant());
        return ended;
    }

    /// Removes the account with all that is known of the person. The audit log keeps the account's id.
    public void remove(UserId id) {
        shutOut(id, Reason.account_removed);
        audit.record(new AuditEvent.AccountRemoved(id));
        users.remove(id);
    }
}
