package dev.cardea.store.sql;

import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlConsents implements ConsentStore {
    private static final PartSql SPEND = new PartSql(
            "UPDATE {part} SET redeemed = TRUE WHERE bucket = ? AND hash = ?");
    private final Database database;
    private final Dialect dialect;

    SqlConsents(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Optional<Consent> find(UserId user, ClientId client) {
        return database.read("consents.find", statements -> statements.one(
                "SELECT scopes, resources, details, granted_at FROM consents WHERE user_id = ? AND client_id = ?",
                row -> new Consent(
                        user,
                        client,
                        new Scopes(Columns.list(row.getString(1))),
                        Columns.list(row.getString(2)),
                        Detail.read(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4))),
                user,
                client));
    }

    @Override
    public void grant(Consent consent) {
        // Each turn sees what the faster one left, so what is granted at the same time is all kept.
        boolean granted = false;
        while (!granted) {
            var before = find(consent.user(), consent.client());
            granted = database.write("consents.grant", statements -> before.isEmpty()
                    ? add(statements, consent)
                    : replace(statements, before.get(), consent.beside(before.get()))) == 1;
        }
    }

    private static int add(Statements statements, Consent consent) throws SQLException {
        return statements.update(
                "INSERT INTO consents (user_id, client_id, scopes, resources, details, granted_at) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (user_id, client_id) DO NOTHING",
                consent.user(),
                consent.client(),
                Columns.list(consent.scopes().values()),
                Columns.list(consent.resources()),
                Detail.text(consent.details()),
                consent.grantedAt());
    }

    private static int replace(Statements statements, Consent before, Consent after) throws SQLException {
        return statements.update(
                "UPDATE consents SET scopes = ?, resources = ?, details = ?, granted_at = ?"
                        + " WHERE user_id = ? AND client_id = ? AND scopes = ? AND resources = ? AND details = ?",
                Columns.list(after.scopes().values()),
                Columns.list(after.resources()),
                Detail.text(after.details()),
                after.grantedAt(),
                after.user(),
                after.client(),
                Columns.list(before.scopes().values()),
                Columns.list(before.resources()),
                Detail.text(before.details()));
    }

    @Override
    public List<Consent> of(UserId user) {
        return database.read("consents.of", statements -> statements.all(
                "SELECT client_id, scopes, resources, details, granted_at FROM consents WHERE user_id = ?",
                row -> new Consent(
                        user,
                        new ClientId(row.getString(1)),
                        new Scopes(Columns.list(row.getString(2))),
                        Columns.list(row.getString(3)),
                        Detail.read(row.getString(4)),
                        Instant.ofEpochMilli(row.getLong(5))),
                user));
    }

    /// The approval goes first: from then on no new code is made. What was on its way until then is looked for after
    /// that, and what became of it in between once more.
    @Override
    public Withdrawal withdraw(UserId user, ClientId client, Instant now) {
        boolean approved = database.write("consents.withdraw", statements -> statements.update(
                "DELETE FROM consents WHERE user_id = ? AND client_id = ?", user, client)) == 1;
        int revoked = revoke(user, client);
        for (var code : pending(user, client, now)) spend(code);
        return new Withdrawal(approved, revoked + revoke(user, client));
    }

    private int revoke(UserId user, ClientId client) {
        return database.write("consents.revoke", statements -> statements.update(
                "UPDATE authorizations SET revoked = TRUE WHERE user_id = ? AND client_id = ? AND NOT revoked",
                user, client));
    }

    /// A code is kept for an hour after it has expired: those that have not are among the rows of the last hour. They are
    /// read through, since an index would cost every sign-in something.
    private List<AuthorizationCode.Key> pending(UserId user, ClientId client, Instant now) {
        return database.read("consents.pending", statements -> statements.all(
                "SELECT bucket, hash FROM codes WHERE bucket >= ? AND user_id = ? AND client_id = ? AND NOT redeemed",
                row -> new AuthorizationCode.Key(row.getInt(1), new TokenHash(row.getBytes(2))),
                Expiry.hour(now.plus(AuthorizationCodes.REMEMBERED)), user, client));
    }

    private void spend(AuthorizationCode.Key code) {
        var part = dialect.part(BucketTable.codes, code.bucket());
        database.write("consents.spend", statements -> statements.update(SPEND.on(part), code.bucket(), code.hash()));
    }
}
