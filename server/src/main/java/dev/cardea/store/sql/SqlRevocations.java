package dev.cardea.store.sql;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes back what clients may do for a person: what was given, and what is on its way. Whatever would give more must
/// have been stopped before.
final class SqlRevocations {
    private static final PartSql SPEND = new PartSql(
            "UPDATE {part} SET redeemed = TRUE WHERE bucket = ? AND hash = ?");
    private static final String REVOKE = "UPDATE authorizations SET revoked = TRUE WHERE user_id = ?";
    private static final String PENDING = "SELECT bucket, hash FROM codes WHERE bucket >= ? AND user_id = ?"
            + " AND NOT redeemed";
    private static final String OF_CLIENT = " AND client_id = ?";

    private final Database database;
    private final Dialect dialect;

    SqlRevocations(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /// @param client null for all
    /// @return how many authorizations stood until now
    int of(UserId user, @Nullable ClientId client, Instant now) {
        int revoked = revoke(user, client);
        for (var code : pending(user, client, now)) spend(code);
        // What became of a code in between.
        return revoked + revoke(user, client);
    }

    private int revoke(UserId user, @Nullable ClientId client) {
        return database.write("authorizations.revoke_all", statements -> client == null
                ? statements.update(REVOKE + " AND NOT revoked", user)
                : statements.update(REVOKE + OF_CLIENT + " AND NOT revoked", user, client));
    }

    /// A code is kept for an hour after it has expired: those that have not are among the rows of the last hour. They are
    /// read through, since an index would cost every sign-in something.
    private List<AuthorizationCode.Key> pending(UserId user, @Nullable ClientId client, Instant now) {
        int hour = Expiry.hour(now.plus(AuthorizationCodes.REMEMBERED));
        Statements.Mapper<AuthorizationCode.Key> key = row -> new AuthorizationCode.Key(
                row.getInt(1), new TokenHash(row.getBytes(2)));
        return database.read("codes.pending", statements -> client == null
                ? statements.all(PENDING, key, hour, user)
                : statements.all(PENDING + OF_CLIENT, key, hour, user, client));
    }

    private void spend(AuthorizationCode.Key code) {
        var part = dialect.part(BucketTable.codes, code.bucket());
        database.write("codes.spend", statements -> statements.update(SPEND.on(part), code.bucket(), code.hash()));
    }
}
