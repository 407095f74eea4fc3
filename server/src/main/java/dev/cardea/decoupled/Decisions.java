package dev.cardea.decoupled;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.outbox.Message;
import dev.cardea.session.Sessions;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.Reach;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// What a person decides. An approval stands for the same as that of a sign-in by code, and ends with the session in the
/// same way; it is not remembered, so that each request is asked about.
public final class Decisions {
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    public Decisions(AuditLog audit, SecureRandom random, InstantSource clock) {
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /// @param told to others, with the decision
    /// @return false where somebody else decided first
    public boolean approve(
            AwaitedStore store, Awaited awaited, Client client, Sessions.Current current, List<Message> told) {
        var approved = new AuthorizationCode(
                awaited.key(), authorization(awaited, client, current), "", false, null, null, null, null,
                awaited.expiresAt());
        if (!store.approve(approved, told)) return false;
        audit.record(new AuditEvent.ConsentGranted(current.user().id(), client.id(), awaited.scopes(),
                Detail.types(awaited.details())));
        return true;
    }

    /// @return false where somebody else decided first
    public boolean deny(AwaitedStore store, Awaited awaited, Sessions.Current current, List<Message> told) {
        if (!store.deny(awaited.key(), told)) return false;
        audit.record(new AuditEvent.ConsentDenied(current.user().id(), awaited.client(), awaited.scopes(),
                Detail.types(awaited.details())));
        return true;
    }

    private Authorization authorization(Awaited awaited, Client client, Sessions.Current current) {
        var now = clock.instant();
        var session = current.session();
        var expiresAt = Authorization.outlivesSession(awaited.scopes())
                ? now.plus(client.tokens().lifetimes().refreshFamily())
                : session.expiresAt();
        return new Authorization(
                ExpiringId.random(random, expiresAt),
                client.id(),
                current.user().id(),
                session.id(),
                awaited.scopes(),
                session.authTime(),
                session.acr(),
                session.amr(),
                null,
                Reach.of(awaited.details()),
                now,
                expiresAt);
    }
}
