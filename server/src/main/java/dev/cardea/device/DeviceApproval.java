package dev.cardea.device;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.session.Sessions;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationCode;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What a person decides about a device. An approval stands for the same as that of a sign-in by code, and ends with the
/// session in the same way; it is not remembered, so that each device is asked about.
public final class DeviceApproval {
    private final DeviceCodeStore store;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    public DeviceApproval(DeviceCodeStore store, AuditLog audit, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /// @return false where somebody else decided first
    boolean approve(DeviceCode device, Client client, Sessions.Current current) {
        var approved = new AuthorizationCode(
                device.key(), authorization(device, client, current), "", false, null, null, null, null,
                device.expiresAt());
        if (!store.approve(approved)) return false;
        audit.record(new AuditEvent.ConsentGranted(current.user().id(), client.id(), device.scopes()));
        return true;
    }

    /// @return false where somebody else decided first
    boolean deny(DeviceCode device, Sessions.Current current) {
        if (!store.deny(device.key())) return false;
        audit.record(new AuditEvent.ConsentDenied(current.user().id(), device.client(), device.scopes()));
        return true;
    }

    private Authorization authorization(DeviceCode device, Client client, Sessions.Current current) {
        var now = clock.instant();
        var session = current.session();
        var expiresAt = Authorization.outlivesSession(device.scopes())
                ? now.plus(client.tokens().lifetimes().refreshFamily())
                : session.expiresAt();
        return new Authorization(
                ExpiringId.random(random, expiresAt),
                client.id(),
                current.user().id(),
                session.id(),
                device.scopes(),
                session.authTime(),
                session.acr(),
                session.amr(),
                null,
                now,
                expiresAt);
    }
}
