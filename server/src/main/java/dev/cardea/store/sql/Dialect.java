package dev.cardea.store.sql;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each database does in a way of its own: the two verbs that token traffic consists of, and forgetting.
public interface Dialect {
    /// Marks the code as redeemed and inserts its authorization, atomically.
    ///
    /// @return empty where there is no such code that is not redeemed yet and whose account exists
    Optional<RedeemedRow> redeem(AuthorizationCode.Key key, @Nullable Instant refreshExpiresAt);

    /// Moves the family on by one, atomically.
    ///
    /// @return empty where `generation` is not the live one of a family that stands at `now`
    Optional<StandingRow> rotate(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt);

    /// Does two changes in one step, the first of which finds nothing or changes one row that is not the second's.
    void both(String operation, Change first, Change second);

    /// @param parameters of the statement, in order
    record Change(String sql, @Nullable Object... parameters) {}

    /// What a selection ends in that leaves out the rows which somebody else is changing.
    default String skippingLocked() {
        return "";
    }

    /// The name under which to find the rows of one bucket: that of the table, or of a part of it that holds them all.
    default String part(BucketTable table, int bucket) {
        return table.name();
    }

    /// @see dev.cardea.store.Stores#deleteExpired(Instant)
    void deleteExpired(Instant now);
}
