package dev.cardea.refusal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The refusals of the last day.
public interface RefusalStore {
    /// @param id the `error_id` of the answer, which is also the id of the request
    /// @param client the `client_id` that the request named, proven or not; null where it named none
    /// @param decision a JSON object
    record Entry(String id, Instant at, @Nullable String client, String decision) {}

    /// Adds all of them, or none.
    void add(List<Entry> entries, Instant forgetAt);

    Optional<Entry> find(String id);

    /// The newest, newest first.
    ///
    /// @param client null for any
    List<Entry> latest(@Nullable String client, int limit);
}
