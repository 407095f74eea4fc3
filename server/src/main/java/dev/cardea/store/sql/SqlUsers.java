package dev.cardea.store.sql;

import dev.cardea.json.Json;
import dev.cardea.oauth.UserId;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

final class SqlUsers implements UserStore {
    private static final String REPLACE_PASSWORD = "UPDATE users SET password_hash = ?"
            + " WHERE id = ? AND password_hash IS NOT DISTINCT FROM ?";
    private final Database database;

    SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public Optional<User> find(UserId id) {
        return database.read("users.find", statements -> statements.one(
                "SELECT " + UserRow.COLUMNS + " FROM users u WHERE u.id = ?", row -> UserRow.read(row, 1), id))
                .map(UserRow::user);
    }

    private record CredentialsRow(UserRow user, @Nullable String passwordHash) {}

    @Override
    public Optional<Credentials> findByIdentifier(String normalized) {
        return database.read("users.find_by_identifier", statements -> statements.one(
                "SELECT " + UserRow.COLUMNS + ", u.password_hash FROM user_identifiers i JOIN users u"
                        + " ON u.id = i.user_id WHERE i.identifier = ?",
                row -> new CredentialsRow(UserRow.read(row, 1), row.getString(UserRow.WIDTH + 1)),
                normalized))
                .map(row -> new Credentials(row.user().user(), row.passwordHash()));
    }

    @Override
    public void create(User user, @Nullable String passwordHash) {
        database.transaction("users.create", statements -> {
            insert(statements, user, passwordHash);
            return true;
        });
    }

    @Override
    public boolean setStatus(UserId id, Set<User.Status> expected, User.Status next) {
        if (expected.isEmpty()) return false;
        var parameters = new ArrayList<Object>(List.of(next.name(), id));
        expected.forEach(status -> parameters.add(status.name()));
        var places = String.join(", ", Collections.nCopies(expected.size(), "?"));
        return database.write("users.set_status", statements -> statements.update(
                "UPDATE users SET status = ? WHERE id = ? AND status IN (" + places + ")",
                parameters.toArray())) == 1;
    }

    @Override
    public void put(User user) {
        database.transaction("users.put", statements -> {
            statements.update(
                    """
                            INSERT INTO users (id, organization, status, email, email_verified, username, claims, roles,
                            updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            ON CONFLICT (id) DO UPDATE SET organization = excluded.organization, status = excluded.status,
                            email = excluded.email, email_verified = excluded.email_verified, username = excluded.username,
                            claims = excluded.claims, roles = excluded.roles, updated_at = excluded.updated_at""",
                    user.id(),
                    user.organization(),
                    user.status().name(),
                    user.email(),
                    user.emailVerified(),
                    user.username(),
                    Json.text(user.claims()),
                    Columns.list(user.roles()),
                    user.updatedAt());
            putDependents(statements, user);
            return 1;
        });
    }

    /// What can be looked up of the account.
    ///
    /// @throws IdentifierTaken where another account has the address or username
    static void putDependents(Statements statements, User user) throws SQLException {
        putIdentifiers(statements, user);
        SqlGroups.leaveOtherOrganizations(statements, user.id(), user.organization());
        var had = Set.copyOf(statements.all(
                "SELECT role FROM user_roles WHERE user_id = ?", row -> row.getString(1), user.id()));
        for (var role : had)
            if (!user.roles().contains(role))
                statements.update("DELETE FROM user_roles WHERE role = ? AND user_id = ?", role, user.id());
        for (var role : user.roles())
            if (!had.contains(role))
                statements.update("INSERT INTO user_roles (role, user_id) VALUES (?, ?)", role, user.id());
    }

    private static void putIdentifiers(Statements statements, User user) throws SQLException {
        // Sorted, so that two accounts that want the same two identifiers wait for each other in one order.
        var wanted = new TreeSet<String>();
        if (user.email() != null) wanted.add(Identifiers.normalize(user.email()));
        if (user.username() != null) wanted.add(Identifiers.normalize(user.username()));
        wanted.addAll(SqlAddresses.proven(statements, user.id()));
        var had = statements.all(
                "SELECT identifier FROM user_identifiers WHERE user_id = ?", row -> row.getString(1), user.id());
        for (var identifier : had)
            if (!wanted.contains(identifier))
                statements.update("DELETE FROM user_identifiers WHERE identifier = ?", identifier);
        for (var identifier : wanted) putIdentifier(statements, user.id(), identifier);
    }

    /// @throws IdentifierTaken where it is another account's
    static void putIdentifier(Statements statements, UserId user, String identifier) throws SQLException {
        // Changes nothing, and says so, where it is.
        int mine = statements.update(
                """
                        INSERT INTO user_identifiers (identifier, user_id) VALUES (?, ?)
                        ON CONFLICT (identifier) DO UPDATE SET user_id = excluded.user_id
                        WHERE user_identifiers.user_id = excluded.user_id""",
                identifier,
                user);
        if (mine == 0) throw new IdentifierTaken(identifier);
    }

    /// @throws IdentifierTaken where another account has the address or username
    static void insert(Statements statements, User user, @Nullable String passwordHash) throws SQLException {
        statements.update(
                """
                        INSERT INTO users (id, organization, status, email, email_verified, username, claims, roles,
                        updated_at, password_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                user.id(),
                user.organization(),
                user.status().name(),
                user.email(),
                user.emailVerified(),
                user.username(),
                Json.text(user.claims()),
                Columns.list(user.roles()),
                user.updatedAt(),
                passwordHash);
        putDependents(statements, user);
    }

    @Override
    public boolean replacePassword(UserId id, @Nullable String expected, String replacement) {
        return database.write("users.replace_password",
                statements -> statements.update(REPLACE_PASSWORD, replacement, id, expected)) == 1;
    }

    @Override
    public void remove(UserId id) {
        database.transaction("users.remove", statements -> remove(statements, id));
    }

    /// @return 0 where there is no such account
    static int remove(Statements statements, UserId id) throws SQLException {
        statements.update("DELETE FROM sessions WHERE user_id = ?", id);
        statements.update("UPDATE audit SET address = '', salt = NULL WHERE user_id = ? AND address <> ''", id);
        return statements.update("DELETE FROM users WHERE id = ?", id);
    }

    @Override
    public Optional<Declaration> declaration(UserId id) {
        return database.read("users.declaration", statements -> statements.one(
                "SELECT password_hash FROM user_declarations WHERE user_id = ?",
                row -> new Declaration(id, row.getString(1)),
                id));
    }

    @Override
    public void declare(Declaration declaration) {
        database.write("users.declare", statements -> statements.update(
                """
                        INSERT INTO user_declarations (user_id, password_hash) VALUES (?, ?)
                        ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash""",
                declaration.id(),
                declaration.passwordHash()));
    }

    @Override
    public Set<UserId> declared() {
        return Set.copyOf(database.read("users.declared", statements -> statements.all(
                "SELECT user_id FROM user_declarations", row -> new UserId(row.getString(1)))));
    }
}
