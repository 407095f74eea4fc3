package dev.cardea.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.oauth.ClientId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Tells the audit log that somebody failed to prove to be a client. Only of clients that exist, and of each reason once
/// a minute for a client: whoever asks a thousand times a second must not fill the disk. Each node counts by itself.
public final class FailedAuthentications {
    private static final Duration ONCE_IN = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private final AuditLog audit;
    private final Cache<AuditEvent, Boolean> recorded;

    public FailedAuthentications(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        recorded = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(ONCE_IN)
                .maximumSize(REMEMBERED)
                .build();
    }

    /// @param reason made here, with nothing of the request in it
    void record(ClientId client, String reason) {
        var event = new AuditEvent.ClientAuthenticationFailed(client, reason);
        if (recorded.asMap().putIfAbsent(event, true) == null) audit.record(event);
    }
}
