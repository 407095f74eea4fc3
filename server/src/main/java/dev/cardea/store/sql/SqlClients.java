package dev.cardea.store.sql;

import dev.cardea.client.ClientStore;
import dev.cardea.oauth.ClientId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class SqlClients implements ClientStore {
    private static final String FORGET_CONSENTS = "DELETE FROM consents WHERE client_id = ? AND user_id IN"
            + " (SELECT user_id FROM consents WHERE client_id = ? LIMIT 1000)";
    private final Database database;

    SqlClients(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredClient> find(ClientId id) {
        return database.read("clients.find", statements -> statements.one(
                "SELECT declared, document, sealed_secret, created_at FROM clients WHERE id = ?",
                row -> new StoredClient(id, row.getBoolean(1), row.getString(2), row.getBytes(3),
                        Instant.ofEpochMilli(row.getLong(4))),
                id));
    }

    @Override
    public List<StoredClient> page(String after, int limit) {
        return database.read("clients.page", statements -> statements.all(
                "SELECT id, declared, document, sealed_secret, created_at FROM clients WHERE id > ? ORDER BY id LIMIT ?",
                row -> new StoredClient(new ClientId(row.getString(1)), row.getBoolean(2), row.getString(3),
                        row.getBytes(4), Instant.ofEpochMilli(row.getLong(5))),
                after,
                limit));
    }

    @Override
    public boolean add(StoredClient client, Set<String> origins) {
        return database.transaction("clients.add", statements -> {
            int added = statements.update(
                    "INSERT INTO clients (id, declared, document, sealed_secret, created_at) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (id) DO NOTHING",
                    client.id(),
                    client.declared(),
                    client.document(),
                    client.sealedSecret(),
                    client.createdAt());
            if (added == 1) putOrigins(statements, client, origins);
            return added;
        }) == 1;
    }

    @Override
    public void put(StoredClient client, Set<String> origins) {
        database.transaction("clients.put", statements -> put(statements, client, origins));
    }

    static int put(Statements statements, StoredClient client, Set<String> origins) throws SQLException {
        statements.update(
                """
                        INSERT INTO clients (id, declared, document, sealed_secret, created_at) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET declared = excluded.declared, document = excluded.document,
                        sealed_secret = excluded.sealed_secret""",
                client.id(),
                client.declared(),
                client.document(),
                client.sealedSecret(),
                client.createdAt());
        putOrigins(statements, client, origins);
        return origins.size();
    }

    private static void putOrigins(Statements statements, StoredClient client, Set<String> origins)
            throws SQLException {
        statements.update("DELETE FROM client_origins WHERE client_id = ?", client.id());
        for (var origin : origins)
            statements.update("INSERT INTO client_origins (origin, client_id) VALUES (?, ?)", origin, client.id());
    }

    @Override
    public void remove(ClientId id) {
        database.write("clients.remove", statements -> statements.update("DELETE FROM clients WHERE id = ?", id));
        // Of what may be everybody, so in steps that let others write in between.
        int forgotten;
        do {
            forgotten = database.write("clients.forget_consents",
                    statements -> statements.update(FORGET_CONSENTS, id, id));
        } while (forgotten > 0);
    }

    @Override
    public Set<ClientId> declared() {
        return Set.copyOf(database.read("clients.declared", statements -> statements.all(
                "SELECT id FROM clients WHERE declared", row -> new ClientId(row.getString(1)))));
    }

    @Override
    public boolean allowsOrigin(String origin) {
        return database.read("clients.allows_origin", statements -> statements.exists(
                "SELECT 1 FROM client_origins WHERE origin = ? LIMIT 1", origin));
    }

    @Override
    public long changes() {
        return database.read("clients.changes", statements -> statements.one(
                "SELECT count FROM client_changes", row -> row.getLong(1))).orElseThrow();
    }
}
