package dev.cardea.audit;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audit log as it is kept: appended to, never changed, but for the addresses of a person whose account is removed
/// ([dev.cardea.user.UserStore#remove]).
public interface AuditStore {
    /// @param type the event's name, e.g. `SignedIn`
    /// @param user whom it is about, or who did it
    /// @param details the event's components as a JSON object
    /// @param address where the request came from; empty for what the server does by itself, and once it is erased
    record Entry(
            Instant at,
            String type,
            @Nullable UserId user,
            @Nullable ClientId client,
            String details,
            String address,
            String requestId) {}

    /// An entry in its place.
    record Numbered(long number, Entry entry) {}

    /// What is looked for; null for anything.
    ///
    /// @param from the first instant
    /// @param to the first instant after it
    record Filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String type,
            @Nullable UserId user,
            @Nullable ClientId client) {
        public static final Filter NONE = new Filter(null, null, null, null, null);
    }

    /// Returns once the entry is durable.
    void append(Entry entry);

    /// The newest entries, newest first.
    default List<Entry> latest(int limit) {
        return newest(Filter.NONE, null, limit).stream().map(Numbered::entry).toList();
    }

    /// @param before the last one of the page before; null for the first page
    List<Numbered> newest(Filter filter, @Nullable Numbered before, int limit);

    /// @param after the last one of the page before; null for the first page
    List<Numbered> oldest(Filter filter, @Nullable Numbered after, int limit);
}
