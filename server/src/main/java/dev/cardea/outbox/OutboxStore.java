package dev.cardea.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Messages on their way, and what became of each. Whatever else happens in the same step writes them: see
/// [dev.cardea.session.SessionStore].
public interface OutboxStore {
    /// What waits for one recipient waits for no other.
    record Lane(String kind, String recipient) {}

    /// A message that one node may try to send now, and nobody else until the claim expires.
    ///
    /// @param attempt counts the tries, from 1
    record Claim(Message message, int attempt) {}

    enum State {
        /// To be sent, or to be sent again.
        waiting,
        /// On its way; also where the node that had claimed it is gone, until the claim expires.
        sent, acknowledged, failed
    }

    /// What became of a message so far.
    ///
    /// @param status that the last try was answered with, null where there was no answer
    /// @param error of the last try
    /// @param latency of the last try
    /// @param dueAt when it is tried next; null where it is not
    record Entry(
            Message message,
            State state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Duration latency,
            @Nullable Instant attemptedAt,
            @Nullable Instant dueAt) {}

    void add(Message message);

    /// Where something is due.
    Set<Lane> lanes(Instant now);

    /// Claims what is due in a lane, longest due first. Of any number of concurrent calls one gets each message.
    ///
    /// @param until when somebody else may claim what is not settled by then
    List<Claim> claim(Lane lane, Instant now, Instant until, int limit);

    /// Writes down how a try ended, unless the claim had expired and the message was claimed again. What is never tried
    /// again keeps no payload.
    ///
    /// @param dueAt when it is to be tried next, null for never
    void settle(
            Claim claim, State state, @Nullable Instant dueAt, @Nullable Integer status, @Nullable String error,
            Duration latency);

    /// The newest entries, newest first.
    ///
    /// @param recipient null for any
    /// @param reference null for any
    List<Entry> ledger(String kind, @Nullable String recipient, @Nullable String reference, int limit);
}
