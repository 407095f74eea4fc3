package dev.cardea.store.sql;

import dev.cardea.link.Effect;
import dev.cardea.link.Link;
import dev.cardea.link.LinkStore;
import dev.cardea.link.Purpose;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.outbox.Message;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore.IdentifierTaken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A link that is spent is a row that is gone.
final class SqlLinks implements LinkStore {
    private static final String COLUMNS = "hash, purpose, user_id, address, payload, created_at, expires_at, remind_at";
    private static final String SPEND = "DELETE FROM mailed_links WHERE hash = ? AND purpose = ? AND expires_at > ?";
    private static final String REMINDED = "UPDATE mailed_links SET remind_at = NULL"
            + " WHERE hash = ? AND remind_at IS NOT NULL";
    private final Database database;

    SqlLinks(Database database) {
        this.database = database;
    }

    @Override
    public void add(Link link, List<Message> messages) {
        database.transaction("links.add", statements -> add(statements, link, messages));
    }

    @Override
    public void invite(User user, Link link, List<Message> messages) {
        database.transaction("links.invite", statements -> {
            SqlUsers.insert(statements, user, null);
            return add(statements, link, messages);
        });
    }

    private static boolean add(Statements statements, Link link, List<Message> messages) throws SQLException {
        statements.update(
                "INSERT INTO mailed_links (hash, purpose, user_id, address, identifier, payload, created_at, expires_at,"
                        + " remind_at, forget_hour) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                link.hash(),
                link.purpose().name(),
                link.user(),
                link.address(),
                Identifiers.normalize(link.address()),
                link.payload(),
                link.createdAt(),
                link.expiresAt(),
                link.remindAt(),
                Expiry.hour(link.expiresAt()));
        for (var message : messages) SqlOutbox.add(statements, message);
        return true;
    }

    @Override
    public Optional<Link> find(TokenHash hash) {
        return database.read("links.find", statements -> statements.one(
                "SELECT " + COLUMNS + " FROM mailed_links WHERE hash = ?", SqlLinks::link, hash));
    }

    private static Link link(ResultSet row) throws SQLException {
        var user = row.getString(3);
        return new Link(
                new TokenHash(row.getBytes(1)),
                Purpose.valueOf(row.getString(2)),
                user == null ? null : new UserId(user),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                Columns.instant(row, 8));
    }

    @Override
    public Redemption redeem(
            TokenHash hash, Purpose purpose, Instant now, Effect effect, List<Message> messages) {
        try {
            var redemption = database.transaction("links.redeem", statements -> {
                if (statements.update(SPEND, hash, purpose.name(), now) == 0) return Redemption.gone;
                if (!happens(statements, effect)) return Redemption.gone;
                for (var message : messages) SqlOutbox.add(statements, message);
                return Redemption.done;
            });
            if (redemption == Redemption.done && effect instanceof Effect.NewAccount(var user, _, _))
                forgetOthers(user);
            return redemption;
        } catch (IdentifierTaken _) {
            return Redemption.taken;
        }
    }

    /// Whoever else registered with this address cannot finish that any more. Not in the same step: each of them may hold
    /// the row of their own link and wait for the address.
    private void forgetOthers(User user) {
        database.write("links.forget_others", statements -> statements.update(
                "DELETE FROM mailed_links WHERE identifier = ? AND purpose = ?",
                Identifiers.normalize(Objects.requireNonNull(user.email())),
                Purpose.register.name()));
    }

    private static boolean happens(Statements statements, Effect effect) throws SQLException {
        return switch (effect) {
            case Effect.NewAccount(var user, var passwordHash, var terms) -> {
                SqlUsers.insert(statements, user, passwordHash);
                if (terms != null) SqlTerms.accept(statements, user.id(), terms, user.updatedAt());
                yield true;
            }
            case Effect.Activation(var user, var passwordHash, var at, var terms) -> {
                int invited = statements.update(
                        "UPDATE users SET status = 'active', email_verified = TRUE, password_hash = ?, updated_at = ?"
                                + " WHERE id = ? AND status = 'invited'",
                        passwordHash,
                        at,
                        user);
                if (invited == 1 && terms != null) SqlTerms.accept(statements, user, terms, at);
                yield invited == 1;
            }
            case Effect.NewPassword(var user, var expected, var replacement) -> {
                var replaced = SqlCredentials.replace(statements, user, expected, replacement);
                if (replaced) SqlCredentials.revokeAll(statements, user);
                yield replaced;
            }
            case Effect.Verified(var user, var address, var at) -> SqlAddresses.verify(statements, user, address, at);
            case Effect.NewPrimary(var user, var address, var at) ->
                SqlAddresses.makePrimary(statements, user, address, at);
        };
    }

    @Override
    public boolean discard(TokenHash hash) {
        return database.write("links.discard",
                statements -> statements.update("DELETE FROM mailed_links WHERE hash = ?", hash)) == 1;
    }

    @Override
    public void discard(UserId user, Purpose purpose) {
        database.write("links.discard_all", statements -> statements.update(
                "DELETE FROM mailed_links WHERE user_id = ? AND purpose = ?", user, purpose.name()));
    }

    @Override
    public Optional<Link> waiting(String identifier, Purpose purpose, Instant now) {
        return database.read("links.waiting", statements -> statements.one(
                "SELECT " + COLUMNS + " FROM mailed_links WHERE identifier = ? AND purpose = ? AND expires_at > ?"
                        + " ORDER BY created_at DESC LIMIT 1",
                SqlLinks::link,
                identifier,
                purpose.name(),
                now));
    }

    @Override
    public List<Link> toRemind(Instant now, int limit) {
        return database.read("links.to_remind", statements -> statements.all(
                "SELECT " + COLUMNS + " FROM mailed_links WHERE remind_at <= ? ORDER BY remind_at LIMIT " + limit,
                SqlLinks::link,
                now));
    }

    @Override
    public boolean remind(Link of, Link again, List<Message> messages) {
        return database.transaction("links.remind", statements -> statements.update(REMINDED, of.hash()) == 1
                && add(statements, again, messages));
    }
}
