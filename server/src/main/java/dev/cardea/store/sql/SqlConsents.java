package dev.cardea.store.sql;

import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlConsents implements ConsentStore {
    private final Database database;
    private final SqlRevocations revocations;

    SqlConsents(Database database, Dialect dialect) {
        this.database = database;
        this.revocations = new SqlRevocations(database, dialect);
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

    /// The approval goes first: from then on no new code is made.
    @Override
    public Withdrawal withdraw(UserId user, ClientId client, Instant now) {
        boolean approved = database.write("consents.withdraw", statements -> statements.update(
                "DELETE FROM consents WHERE user_id = ? AND client_id = ?", user, client)) == 1;
        return new Withdrawal(approved, revocations.of(user, client, now));
    }
}
