package dev.cardea.store.sql;

import dev.cardea.factor.EmailCodeStore;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlEmailCodes implements EmailCodeStore {
    private final Database database;

    SqlEmailCodes(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Sent> find(UserId user) {
        return database.read("email_codes.find", statements -> statements.one(
                "SELECT hash, tries, sent_at, expires_at FROM email_codes WHERE user_id = ?",
                row -> new Sent(row.getBytes(1), row.getInt(2), Instant.ofEpochMilli(row.getLong(3)),
                        Instant.ofEpochMilli(row.getLong(4))),
                user));
    }

    @Override
    public boolean put(UserId user, Sent code, Instant before, List<Message> told) {
        return database.transaction("email_codes.put", statements -> {
            int put = statements.update(
                    """
                            INSERT INTO email_codes (user_id, hash, tries, sent_at, expires_at, forget_hour)
                            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash,
                            tries = excluded.tries, sent_at = excluded.sent_at, expires_at = excluded.expires_at,
                            forget_hour = excluded.forget_hour WHERE email_codes.sent_at <= ?""",
                    user,
                    code.hash(),
                    code.tries(),
                    code.sentAt(),
                    code.expiresAt(),
                    Expiry.hour(code.expiresAt()),
                    before);
            if (put == 0) return false;
            for (var message : told) SqlOutbox.add(statements, message);
            return true;
        });
    }

    @Override
    public boolean charge(UserId user, Instant now) {
        return database.write("email_codes.charge", statements -> statements.update(
                "UPDATE email_codes SET tries = tries - 1 WHERE user_id = ? AND tries > 0 AND expires_at > ?",
                user, now)) == 1;
    }

    @Override
    public boolean use(UserId user, byte[] hash) {
        return database.write("email_codes.use", statements -> statements.update(
                "DELETE FROM email_codes WHERE user_id = ? AND hash = ?", user, hash)) == 1;
    }
}
