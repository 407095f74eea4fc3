package dev.cardea.registration;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// Makes the tokens with which clients may register (RFC 7591 §3).
public final class InitialAccessTokens {
    private final RegistrationStore store;
    private final AuditLog audit;
    private final SecureRandom random;
    private final InstantSource clock;

    public InitialAccessTokens(RegistrationStore store, AuditLog audit, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /// @return the token, of which only a hash is kept
    public String issue(Duration lifetime, int uses) {
        var token = new BearerToken(new Credentials(random).initialAccessToken());
        var expiresAt = clock.instant().plus(lifetime);
        store.addToken(token.hash(), uses, expiresAt);
        audit.record(new AuditEvent.RegistrationTokenIssued(uses, expiresAt.toString()));
        return token.text();
    }
}
