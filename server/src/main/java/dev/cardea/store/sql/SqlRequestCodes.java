package dev.cardea.store.sql;

import dev.cardea.ciba.RequestCodeStore;
import dev.cardea.oauth.UserId;
import java.util.Optional;

final class SqlRequestCodes implements RequestCodeStore {
    private final Database database;

    SqlRequestCodes(Database database) {
        this.database = database;
    }

    @Override
    public Optional<byte[]> find(UserId user) {
        return database.read("request_codes.find", statements -> statements.one(
                "SELECT hash FROM request_codes WHERE user_id = ?", row -> row.getBytes(1), user));
    }

    @Override
    public void put(UserId user, byte[] hash) {
        database.write("request_codes.put", statements -> statements.update(
                "INSERT INTO request_codes (user_id, hash) VALUES (?, ?)"
                        + " ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash",
                user,
                hash));
    }

    @Override
    public void remove(UserId user) {
        database.write("request_codes.remove",
                statements -> statements.update("DELETE FROM request_codes WHERE user_id = ?", user));
    }
}
