package dev.cardea.store.sql;

import dev.cardea.client.OneTimeStore;
import dev.cardea.oauth.TokenHash;
import java.time.Instant;

/// The expiry is no part of the key: whoever presents an identifier again may be able to vary it.
final class SqlOneTime implements OneTimeStore {
    private final Database database;

    SqlOneTime(Database database) {
        this.database = database;
    }

    @Override
    public boolean consume(String purpose, TokenHash identifier, Instant expiresAt) {
        return database.write("one_time.consume", statements -> statements.update(
                "INSERT INTO one_time (purpose, hash, forget_hour) VALUES (?, ?, ?)"
                        + " ON CONFLICT (purpose, hash) DO NOTHING",
                purpose,
                identifier,
                Expiry.hour(expiresAt))) == 1;
    }
}
