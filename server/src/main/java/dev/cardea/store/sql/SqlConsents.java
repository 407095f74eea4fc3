package dev.cardea.store.sql;

import dev.cardea.consent.Consent;
import dev.cardea.consent.ConsentStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.Optional;

final class SqlConsents implements ConsentStore {
    private final Database database;

    SqlConsents(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Consent> find(UserId user, ClientId client) {
        return database.read("consents.find", statements -> statements.one(
                "SELECT scopes, granted_at FROM consents WHERE user_id = ? AND client_id = ?",
                row -> new Consent(
                        user,
                        client,
                        new Scopes(Columns.list(row.getString(1))),
                        Instant.ofEpochMilli(row.getLong(2))),
                user,
                client));
    }

    @Override
    public void grant(Consent consent) {
        // Each turn sees what the faster one left, so scopes granted at the same time are all kept.
        boolean granted = false;
        while (!granted) {
            var before = find(consent.user(), consent.client()).map(Consent::scopes);
            granted = database.write("consents.grant", statements -> before.isEmpty()
                    ? statements.update(
                            "INSERT INTO consents (user_id, client_id, scopes, granted_at) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (user_id, client_id) DO NOTHING",
                            consent.user(),
                            consent.client(),
                            Columns.list(consent.scopes().values()),
                            consent.grantedAt())
                    : statements.update(
                            "UPDATE consents SET scopes = ?, granted_at = ?"
                                    + " WHERE user_id = ? AND client_id = ? AND scopes = ?",
                            Columns.list(before.get().union(consent.scopes()).values()),
                            consent.grantedAt(),
                            consent.user(),
                            consent.client(),
                            Columns.list(before.get().values()))) == 1;
        }
    }

    @Override
    public boolean withdraw(UserId user, ClientId client) {
        return database.write("consents.withdraw", statements -> statements.update(
                "DELETE FROM consents WHERE user_id = ? AND client_id = ?", user, client)) == 1;
    }
}
