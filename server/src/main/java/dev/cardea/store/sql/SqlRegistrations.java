package dev.cardea.store.sql;

import dev.cardea.client.ClientStore.StoredClient;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import dev.cardea.registration.RegistrationStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class SqlRegistrations implements RegistrationStore {
    private static final int STEP = 500;
    private final Database database;

    SqlRegistrations(Database database) {
        this.database = database;
    }

    @Override
    public Addition add(
            StoredClient client, Registration registration, @Nullable TokenHash initialToken, int mostOpen) {
        return database.transaction("registrations.add", statements -> {
            if (initialToken == null) {
                // Counted up to the bound only. Registrations at the same moment may exceed it by their number.
                int open = statements.one(
                        "SELECT count(*) FROM (SELECT 1 FROM registrations WHERE is_open LIMIT ?) AS counted",
                        row -> row.getInt(1), mostOpen).orElseThrow();
                if (open >= mostOpen) return Addition.full;
            } else if (statements.update(
                    "UPDATE registration_tokens SET uses = uses - 1 WHERE hash = ? AND uses > 0 AND expires_at > ?",
                    initialToken,
                    registration.createdAt()) == 0)
                return Addition.token_refused;
            SqlClients.put(statements, client, Set.of());
            statements.update(
                    """
                            INSERT INTO registrations (client_id, token_hash, is_open, is_used, software_statement, created_at)
                            VALUES (?, ?, ?, ?, ?, ?)""",
                    client.id(),
                    registration.accessToken(),
                    registration.open(),
                    false,
                    registration.softwareStatement(),
                    registration.createdAt());
            return Addition.added;
        });
    }

    @Override
    public Optional<Registration> find(ClientId client) {
        return database.read("registrations.find", statements -> statements.one(
                "SELECT token_hash, is_open, software_statement, created_at FROM registrations WHERE client_id = ?",
                row -> new Registration(
                        new TokenHash(row.getBytes(1)), row.getBoolean(2), row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4))),
                client));
    }

    @Override
    public boolean replace(StoredClient client, TokenHash presented, Registration registration) {
        return database.transaction("registrations.replace", statements -> {
            int replaced = statements.update(
                    """
                            UPDATE registrations SET token_hash = ?, software_statement = ?
                            WHERE client_id = ? AND token_hash = ?""",
                    registration.accessToken(),
                    registration.softwareStatement(),
                    client.id(),
                    presented);
            if (replaced == 0) return false;
            SqlClients.put(statements, client, Set.of());
            return true;
        });
    }

    @Override
    public void markUsed(ClientId client) {
        database.write("registrations.mark_used", statements -> statements.update(
                "UPDATE registrations SET is_used = ? WHERE client_id = ? AND NOT is_used", true, client));
    }

    @Override
    public void forget(Instant registeredBefore, Instant now) {
        int forgotten;
        do {
            forgotten = database.write("registrations.forget", statements -> statements.update(
                    """
                            DELETE FROM clients WHERE id IN (
                            SELECT client_id FROM registrations r
                            WHERE is_open AND NOT is_used AND created_at < ?
                            AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.client_id = r.client_id)
                            LIMIT ?)""",
                    registeredBefore,
                    STEP));
        } while (forgotten == STEP);
        database.write("registrations.forget_tokens", statements -> statements.update(
                "DELETE FROM registration_tokens WHERE expires_at < ?", now));
    }

    @Override
    public void addToken(TokenHash token, int uses, Instant expiresAt) {
        database.write("registrations.add_token", statements -> statements.update(
                "INSERT INTO registration_tokens (hash, uses, expires_at) VALUES (?, ?, ?)", token, uses, expiresAt));
    }

    @Override
    public boolean isTokenGood(TokenHash token, Instant now) {
        return database.read("registrations.is_token_good", statements -> statements.exists(
                "SELECT 1 FROM registration_tokens WHERE hash = ? AND uses > 0 AND expires_at > ?", token, now));
    }
}
