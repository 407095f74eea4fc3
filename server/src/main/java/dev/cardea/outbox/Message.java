package dev.cardea.outbox;

import dev.cardea.oauth.ExpiringId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/// Something to be brought to somebody.
///
/// @param id the same for every try; its bucket is the day in which the message is forgotten
/// @param kind says which [Channel] brings it
/// @param recipient whom it is for, as the channel names them
/// @param reference what it is about, for whoever looks it up
/// @param payload for the channel alone; what is secret in it is encrypted. Empty once nothing more is to be done
public record Message(
        ExpiringId id, String kind, String recipient, String reference, String payload, Instant createdAt) {
    private static final Duration KEPT = Duration.ofDays(7);

    public static Message of(
            String kind, String recipient, String reference, String payload, SecureRandom random, Instant now) {
        return new Message(ExpiringId.random(random, now.plus(KEPT)), kind, recipient, reference, payload, now);
    }
}
