package dev.cardea.store.sql;

import dev.cardea.client.ClientStore;
import dev.cardea.oauth.ClientId;
import java.util.Optional;
import java.util.Set;

final class SqlClients implements ClientStore {
    private final Database database;

    SqlClients(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredClient> find(ClientId id) {
        return database.read("clients.find", statements -> statements.one(
                "SELECT declared, document, sealed_secret FROM clients WHERE id = ?",
                row -> new StoredClient(id, row.getBoolean(1), row.getString(2), row.getBytes(3)),
                id));
    }

    @Override
    public void put(StoredClient client, Set<String> origins) {
        database.transaction("clients.put", statements -> {
            statements.update(
                    """
                            INSERT INTO clients (id, declared, document, sealed_secret) VALUES (?, ?, ?, ?)
                            ON CONFLICT (id) DO UPDATE SET declared = excluded.declared, document = excluded.document,
                            sealed_secret = excluded.sealed_secret""",
                    client.id(),
                    client.declared(),
                    client.document(),
                    client.sealedSecret());
            statements.update("DELETE FROM client_origins WHERE client_id = ?", client.id());
            for (var origin : origins)
                statements.update("INSERT INTO client_origins (origin, client_id) VALUES (?, ?)", origin, client.id());
            return origins.size();
        });
    }

    @Override
    public void remove(ClientId id) {
        database.transaction("clients.remove", statements -> {
            // A later client with the same id must not find approvals that people gave to this one.
            statements.update("DELETE FROM consents WHERE client_id = ?", id);
            return statements.update("DELETE FROM clients WHERE id = ?", id);
        });
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
}
