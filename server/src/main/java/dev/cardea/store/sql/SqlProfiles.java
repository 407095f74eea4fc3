package dev.cardea.store.sql;

import dev.cardea.account.ProfileStore;
import dev.cardea.json.Json;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class SqlProfiles implements ProfileStore {
    private final Database database;

    SqlProfiles(Database database) {
        this.database = database;
    }

    @Override
    public boolean change(UserId user, Instant expected, Map<String, Object> claims, Instant at) {
        return database.write("profiles.change", statements -> statements.update(
                "UPDATE users SET claims = ?, updated_at = ? WHERE id = ? AND updated_at = ?",
                Json.text(claims),
                at,
                user,
                expected)) == 1;
    }

    @Override
    public boolean erase(UserId user, List<Message> messages) {
        return database.transaction("profiles.erase", statements -> {
            if (SqlUsers.remove(statements, user) == 0) return false;
            for (var message : messages) SqlOutbox.add(statements, message);
            return true;
        });
    }
}
