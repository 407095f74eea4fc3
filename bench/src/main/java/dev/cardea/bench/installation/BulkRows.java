package dev.cardea.bench.installation;

import dev.cardea.client.ClientSecrets;
import dev.cardea.jose.Sealing;
import dev.cardea.jose.Secrets;
import dev.cardea.oauth.ClientId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Fills the tables of a server that is stopped. Each row is a copy of one that the server made, under another key.
final class BulkRows {
    private static final int BATCH = 5_000;

    private final Connection connection;
    private final Object no;

    private BulkRows(Connection connection) throws SQLException {
        this.connection = connection;
        // SQLite has no booleans.
        no = connection.getMetaData().getDatabaseProductName().equals("SQLite") ? (Object) 0 : false;
    }

    static void insert(Installation installation, Sizes sizes, Families families) throws SQLException {
        try (var connection = DriverManager.getConnection(installation.storeUrl())) {
            connection.setAutoCommit(false);
            var rows = new BulkRows(connection);
            rows.organizations(sizes.organizations());
            rows.clients(sizes.clients());
            rows.users(sizes.users());
            rows.families(families);
            connection.commit();
        }
    }

    private void organizations(int count) throws SQLException {
        copy(Row.find(connection, "organizations", "id", "bench"), count, i -> Map.of(
                "id", "bench-" + i, "declared", no, "domains", "bench-" + i + ".example"));
    }

    private void clients(int count) throws SQLException {
        var secrets = new ClientSecrets(new Sealing(new Secrets(Installation.SECRET, List.of()), new SecureRandom()));
        for (var declared : List.of(Installation.RS256, Installation.ES256))
            copy(Row.find(connection, "clients", "id", declared.id()), count / 2, i -> {
                var copy = Population.client(declared, i);
                return Map.of(
                        "id", copy.id(),
                        "declared", no,
                        "sealed_secret", secrets.seal(new ClientId(copy.id()), copy.secret()));
            });
    }

    private void users(int count) throws SQLException {
        var user = Row.find(connection, "users", "email", Installation.EMAIL);
        copy(user, count, i -> Map.of("id", Population.userId(i), "email", Population.person(i).name()));
        copy(Row.find(connection, "user_identifiers", "identifier", Installation.EMAIL), count, i -> Map.of(
                "user_id", Population.userId(i), "identifier", Population.person(i).name()));
    }

    /// Each family in a session of its own.
    private void families(Families families) throws SQLException {
        if (families.size() == 0) return;
        for (var client : List.of(Installation.RS256, Installation.ES256)) {
            var authorization = Row.find(connection, "authorizations", "client_id", client.id());
            var session = Row.find(connection, "sessions", "id", authorization.value("session_id"));
            families.bucket(authorization.number("bucket"));
            int first = families.first(client);
            copy(session, families.size() / 2, i -> Map.of(
                    "id", families.session(first + i),
                    "user_id", families.user(first + i)));
            copy(authorization, families.size() / 2, i -> Map.of(
                    "id", families.authorization(first + i),
                    "session_id", families.session(first + i),
                    "user_id", families.user(first + i)));
        }
    }

    private void copy(Row row, int count, IntFunction<Map<String, Object>> changed) throws SQLException {
        try (var insert = row.insert(connection)) {
            for (int i = 0; i < count; i++) {
                row.bind(insert, changed.apply(i));
                if (i % BATCH == BATCH - 1) insert.executeBatch();
            }
            insert.executeBatch();
        }
    }
}
