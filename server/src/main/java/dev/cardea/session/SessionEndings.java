package dev.cardea.session;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.UserId;
import java.util.Optional;

/// The one way in which sessions are ended on purpose. What was issued in one is dead with it, and its clients are told;
/// a session that is left to expire tells nobody.
public final class SessionEndings {
    public enum Reason {
        signed_out, ended_by_person, ended_by_administrator, another_person_signed_in, password_replaced, account_invited, account_locked, account_disabled, account_removed
    }

    private final SessionStore store;
    private final Farewell farewell;
    private final Runnable onFarewell;
    private final AuditLog audit;

    /// @param onFarewell called once something to be sent is in the outbox
    public SessionEndings(SessionStore store, Farewell farewell, Runnable onFarewell, AuditLog audit) {
        this.store = store;
        this.farewell = farewell;
        this.onFarewell = onFarewell;
        this.audit = audit;
    }

    /// @return the session as it ended; empty where it had ended before
    public Optional<Session> end(ExpiringId id, Reason reason) {
        while (true) {
            var found = store.find(id);
            if (found.isEmpty()) return Optional.empty();
            var session = found.get().session();
            var messages = farewell.messages(session, found.get().user());
            // Otherwise somebody else ended it, or it has a client more: then that one must be told too.
            if (store.end(id, session.clients(), messages)) {
                if (!messages.isEmpty()) onFarewell.run();
                audit.record(event(session, reason));
                return Optional.of(session);
            }
        }
    }

    private static AuditEvent event(Session session, Reason reason) {
        return reason == Reason.signed_out
                ? new AuditEvent.SignedOut(session.user(), session.id())
                : new AuditEvent.SessionEnded(session.user(), session.id(), reason.name());
    }

    /// All but the one that the person is in.
    public void endOthers(UserId user, ExpiringId here, Reason reason) {
        for (var id : store.of(user)) if (!id.equals(here)) end(id, reason);
    }

    /// @return how many
    public int endAll(UserId user, Reason reason) {
        int ended = 0;
        for (var id : store.of(user)) if (end(id, reason).isPresent()) ended++;
        return ended;
    }
}
