package dev.cardea.store.sql;

import dev.cardea.authorize.PushedRequestStore;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;

final class SqlPushedRequests implements PushedRequestStore {
    private final Database database;

    SqlPushedRequests(Database database) {
        this.database = database;
    }

    @Override
    public void add(PushedRequest request, Instant forgetAt) {
        database.write("pushed_requests.add", statements -> statements.update(
                "INSERT INTO pushed_requests (hash, client_id, parameters, expires_at, forget_hour)"
                        + " VALUES (?, ?, ?, ?, ?)",
                request.id(),
                request.client(),
                request.parameters(),
                request.expiresAt(),
                Expiry.hour(forgetAt)));
    }

    @Override
    public Optional<PushedRequest> find(TokenHash id) {
        return database.read("pushed_requests.find", statements -> statements.one(
                "SELECT client_id, parameters, expires_at FROM pushed_requests WHERE hash = ?",
                row -> new PushedRequest(id, new ClientId(row.getString(1)), row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3))),
                id));
    }

    @Override
    public boolean claim(TokenHash id, TokenHash browser) {
        return database.write("pushed_requests.claim", statements -> statements.update(
                "UPDATE pushed_requests SET browser = ? WHERE hash = ? AND (browser IS NULL OR browser = ?)",
                browser, id, browser)) == 1;
    }

    @Override
    public boolean consume(TokenHash id, TokenHash browser) {
        return database.write("pushed_requests.consume", statements -> statements.update(
                "DELETE FROM pushed_requests WHERE hash = ? AND (browser IS NULL OR browser = ?)",
                id, browser)) == 1;
    }
}
