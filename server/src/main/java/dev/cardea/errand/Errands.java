package dev.cardea.errand;

import dev.cardea.audit.AuditLog;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.Sealing;
import dev.cardea.json.Json;
import dev.cardea.mail.Address;
import dev.cardea.outbox.Message;
import dev.cardea.outbox.OutboxStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Takes errands down, in the outbox: they wait there for whichever node does them. They are encrypted.
public final class Errands {
    static final String KIND = "errand";
    /// In milliseconds.
    private static final int SOONEST = 50;
    private static final int WITHIN = 200;
    static final String SEALED = "errand";
    static final String ASKED = "asked";
    static final String PLACE = "place";
    static final String REQUEST = "request";

    private final OutboxStore outbox;
    private final Runnable wake;
    private final Sealing sealing;
    private final SecureRandom random;
    private final InstantSource clock;

    /// @param wake told when there is something to be done
    public Errands(OutboxStore outbox, Runnable wake, Sealing sealing, SecureRandom random, InstantSource clock) {
        this.outbox = outbox;
        this.wake = wake;
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /// @param name of the [Errand]
    /// @param address whom it is about
    public void take(String name, String address, Map<String, Object> asked) {
        var origin = AuditLog.ORIGIN.orElse(AuditLog.Origin.SERVER);
        var taken = Map.of(ASKED, asked, PLACE, origin.address(), REQUEST, origin.requestId());
        var payload = Base64Url.encode(sealing.seal(SEALED, Json.bytes(taken)));
        outbox.add(Message.of(KIND, name, Address.masked(address), payload, random, clock.instant()));
        // Not at once: how long the next request of the same client takes would tell what there was to do.
        CompletableFuture.delayedExecutor(SOONEST + random.nextInt(WITHIN), TimeUnit.MILLISECONDS).execute(wake);
    }
}
