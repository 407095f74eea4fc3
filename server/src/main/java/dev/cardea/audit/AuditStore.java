package dev.cardea.audit;

import java.time.Instant;
import java.util.List;

/// The audit log as it is kept: appended to, never changed.
public interface AuditStore {
    /// @param type the event's name, e.g. `SignedIn`
    /// @param details the event's components as a JSON object
    /// @param address where the request came from; empty for what the server does by itself
    record Entry(Instant at, String type, String details, String address, String requestId) {}

    /// Returns once the entry is durable.
    void append(Entry entry);

    /// The newest entries, newest first.
    List<Entry> latest(int limit);
}
