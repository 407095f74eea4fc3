package dev.cardea.store.sqlite;

import dev.cardea.oauth.ExpiringId;
import dev.cardea.store.sql.Columns;
import dev.cardea.store.sql.Database;
import dev.cardea.store.sql.Dialect;
import dev.cardea.store.sql.Expiry;
import dev.cardea.store.sql.RedeemedRow;
import dev.cardea.store.sql.StandingRow;
import dev.cardea.token.AuthorizationCode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Several short statements in place of one long one: they cost no round trip here, and there is only one writer.
record SqliteDialect(Database database) implements Dialect {
    private static final String SPENT = "SELECT " + RedeemedRow.columns("c")
            + " FROM codes c JOIN users u ON u.id = c.user_id WHERE c.bucket = ? AND c.hash = ? AND NOT c.redeemed";
    private static final String SPEND = "UPDATE codes SET redeemed = TRUE WHERE bucket = ? AND hash = ?";
    private static final String AUTHORIZE = RedeemedRow.authorize("codes WHERE bucket = ? AND hash = ?");
    private static final String ROTATE = "UPDATE authorizations SET generation = generation + 1, rotated_at = ?,"
            + " refresh_expires_at = ?, forget_hour = ?"
            + " WHERE bucket = ? AND id = ? AND generation = ? AND NOT revoked AND refresh_expires_at > ?";
    private static final String STANDING = "SELECT " + StandingRow.columns("a")
            + " FROM authorizations a JOIN users u ON u.id = a.user_id WHERE a.bucket = ? AND a.id = ?";

    @Override
    public Optional<RedeemedRow> redeem(AuthorizationCode.Key key, @Nullable Instant refreshExpiresAt) {
        return database.transaction("codes.redeem", statements -> {
            var redeemed = statements.one(SPENT, RedeemedRow::read, key.bucket(), key.hash());
            if (redeemed.isEmpty()) return redeemed;
            statements.update(SPEND, key.bucket(), key.hash());
            statements.update(
                    AUTHORIZE,
                    refreshExpiresAt,
                    Expiry.forgetHour(refreshExpiresAt),
                    Expiry.forgetHour(refreshExpiresAt),
                    key.bucket(),
                    key.hash());
            return redeemed;
        });
    }

    @Override
    public Optional<StandingRow> rotate(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt) {
        var bytes = Columns.id(id);
        return database.write("authorizations.rotate", statements -> {
            int rotated = statements.update(
                    ROTATE, now, refreshExpiresAt, Expiry.forgetHour(id, refreshExpiresAt), id.bucket(), bytes,
                    generation, now);
            return rotated == 0
                    ? Optional.<StandingRow>empty()
                    : statements.one(STANDING, row -> StandingRow.read(id, row), id.bucket(), bytes);
        });
    }

    @Override
    public void both(String operation, Change first, Change second) {
        database.transaction(operation, statements -> {
            statements.update(first.sql(), first.parameters());
            return statements.update(second.sql(), second.parameters());
        });
    }

    @Override
    public void deleteExpired(Instant now) {
        new Cleaning(database).run(now);
    }
}
