package dev.cardea.store.sql;

import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.user.AddressStore;
import dev.cardea.user.Identifiers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class SqlAddresses implements AddressStore {
    private final Database database;

    SqlAddresses(Database database) {
        this.database = database;
    }

    @Override
    public List<Further> of(UserId user) {
        return database.read("addresses.of", statements -> statements.all(
                "SELECT address, verified, added_at FROM user_addresses WHERE user_id = ? ORDER BY identifier",
                row -> new Further(row.getString(1), row.getBoolean(2), Instant.ofEpochMilli(row.getLong(3))),
                user));
    }

    @Override
    public boolean claim(UserId user, String address, Instant at) {
        return database.write("addresses.claim",
                statements -> claim(statements, user, address, false, at)) == 1;
    }

    private static int claim(Statements statements, UserId user, String address, boolean verified, Instant at)
            throws SQLException {
        return statements.update(
                "INSERT INTO user_addresses (user_id, identifier, address, verified, added_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (user_id, identifier) DO NOTHING",
                user,
                Identifiers.normalize(address),
                address,
                verified,
                at);
    }

    @Override
    public boolean remove(UserId user, String address, List<Message> messages) {
        return database.transaction("addresses.remove", statements -> {
            var identifier = Identifiers.normalize(address);
            if (forget(statements, user, identifier) == 0) return false;
            statements.update("DELETE FROM user_identifiers WHERE identifier = ? AND user_id = ?", identifier, user);
            for (var message : messages) SqlOutbox.add(statements, message);
            return true;
        });
    }

    private static int forget(Statements statements, UserId user, String identifier) throws SQLException {
        return statements.update(
                "DELETE FROM user_addresses WHERE user_id = ? AND identifier = ?", user, identifier);
    }

    /// The further identifiers that a person has proven.
    static Set<String> proven(Statements statements, UserId user) throws SQLException {
        return Set.copyOf(statements.all(
                "SELECT identifier FROM user_addresses WHERE user_id = ? AND verified", row -> row.getString(1), user));
    }

    private record Known(@Nullable String address, boolean verified) {
        boolean is(String identifier) {
            return address != null && Identifiers.normalize(address).equals(identifier);
        }
    }

    private static Known known(Statements statements, UserId user) throws SQLException {
        return statements.one(
                "SELECT email, email_verified FROM users WHERE id = ?",
                row -> new Known(row.getString(1), row.getBoolean(2)),
                user).orElse(new Known(null, false));
    }

    /// @return whether the person still says that it is theirs
    static boolean verify(Statements statements, UserId user, String address, Instant at) throws SQLException {
        var identifier = Identifiers.normalize(address);
        if (known(statements, user).is(identifier)) return makeKnown(statements, user, address, at);
        if (!statements.exists("SELECT 1 FROM user_addresses WHERE user_id = ? AND identifier = ?", user, identifier))
            return false;
        // The identifier before the rows of those who claim it: all who want it take them in one order.
        take(statements, user, identifier);
        // Taken away by its owner just now, it comes back.
        claim(statements, user, address, false, at);
        return statements.update(
                "UPDATE user_addresses SET verified = TRUE WHERE user_id = ? AND identifier = ?", user,
                identifier) == 1;
    }

    /// The one that the account was known by so far becomes a further one.
    static boolean makePrimary(Statements statements, UserId user, String address, Instant at) throws SQLException {
        var identifier = Identifiers.normalize(address);
        var before = known(statements, user);
        take(statements, user, identifier);
        forget(statements, user, identifier);
        if (before.address() != null && !before.is(identifier)) {
            claim(statements, user, before.address(), before.verified(), at);
            if (!before.verified())
                statements.update("DELETE FROM user_identifiers WHERE identifier = ? AND user_id = ?",
                        Identifiers.normalize(before.address()), user);
        }
        return makeKnown(statements, user, address, at);
    }

    private static boolean makeKnown(Statements statements, UserId user, String address, Instant at)
            throws SQLException {
        return statements.update("UPDATE users SET email = ?, email_verified = TRUE, updated_at = ? WHERE id = ?",
                address, at, user) == 1;
    }

    /// Nobody else can say any more that it is theirs.
    private static void take(Statements statements, UserId user, String identifier) throws SQLException {
        SqlUsers.putIdentifier(statements, user, identifier);
        statements.update(
                "DELETE FROM user_addresses WHERE identifier = ? AND user_id <> ?", identifier, user);
    }
}
