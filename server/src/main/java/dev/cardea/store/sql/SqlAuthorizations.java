package dev.cardea.store.sql;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.Standing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class SqlAuthorizations implements AuthorizationStore {
    private static final String FROM = " FROM {part} a JOIN users u ON u.id = a.user_id WHERE a.bucket = ? AND a.id = ?";
    private static final PartSql FIND = new PartSql("SELECT " + StandingRow.columns("a") + FROM);
    private static final PartSql FIND_TOKEN = new PartSql("SELECT "
            + StandingRow.columns("a", "(a.revoked OR EXISTS (SELECT 1 FROM revoked_tokens t WHERE t.hash = ?))")
            + FROM);
    private static final PartSql FIND_FAMILY = new PartSql(
            "SELECT " + StandingRow.columns("a") + ", a.generation, a.rotated_at, a.refresh_expires_at" + FROM);
    private static final PartSql ADD = new PartSql("INSERT INTO {part} (bucket, id, forget_hour, "
            + AuthorizationRow.NAMES + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final PartSql REVOKE = new PartSql(
            "UPDATE {part} SET revoked = TRUE WHERE bucket = ? AND id = ? AND NOT revoked");
    private static final PartSql PROLONG = new PartSql("UPDATE {part} SET refresh_expires_at = ?, forget_hour = ?"
            + " WHERE bucket = ? AND id = ? AND generation = ? AND NOT revoked AND refresh_expires_at > ?");
    private static final PartSql IS_LIVE = new PartSql("SELECT 1 FROM {part} WHERE bucket = ? AND id = ?"
            + " AND generation = ? AND NOT revoked AND refresh_expires_at > ?");
    private static final String HELD = "SELECT client_id, scopes, min(created_at),"
            + " max(coalesce(rotated_at, created_at)), max(refresh_expires_at), details FROM authorizations"
            + " WHERE user_id = ? AND NOT revoked AND expires_at > ? GROUP BY client_id, scopes, details";
    private final Database database;
    private final Dialect dialect;
    private final SqlRevocations revocations;

    SqlAuthorizations(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
        this.revocations = new SqlRevocations(database, dialect);
    }

    @Override
    public void add(Authorization authorization) {
        var id = authorization.id();
        var parameters = Stream.concat(
                Stream.of(id.bucket(), Columns.id(id), Expiry.forgetHour(id, authorization.expiresAt())),
                AuthorizationRow.values(authorization));
        database.write("authorizations.add", statements -> statements.update(ADD.on(part(id)), parameters.toArray()));
    }

    @Override
    public Optional<Standing> find(ExpiringId id) {
        return database.read("authorizations.find", statements -> statements.one(
                FIND.on(part(id)), row -> StandingRow.read(id, row), id.bucket(), Columns.id(id)))
                .map(StandingRow::standing);
    }

    @Override
    public Optional<Standing> find(ExpiringId id, TokenHash jti) {
        return database.read("authorizations.find_token", statements -> statements.one(
                FIND_TOKEN.on(part(id)), row -> StandingRow.read(id, row), jti, id.bucket(), Columns.id(id)))
                .map(StandingRow::standing);
    }

    @Override
    public Rotation rotate(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt) {
        var rotated = dialect.rotate(id, generation, now, refreshExpiresAt);
        if (rotated.isPresent()) return new Rotation.Rotated(rotated.get().standing());
        // A second look is safe: generations only grow, and what is revoked or expired stays so.
        return family(id).map(family -> family.notRotated(generation, now)).orElseGet(Rotation.Dead::new);
    }

    @Override
    public Optional<Standing> prolong(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt) {
        var parameters = new Object[]{refreshExpiresAt, Expiry.forgetHour(id, refreshExpiresAt), id.bucket(),
                Columns.id(id), generation, now };
        boolean prolonged = database.write("authorizations.prolong", statements -> statements.update(
                PROLONG.on(part(id)), parameters)) == 1;
        return prolonged ? find(id) : Optional.empty();
    }

    private record Family(
            StandingRow row, int generation, @Nullable Instant rotatedAt, @Nullable Instant refreshExpiresAt) {
        Rotation notRotated(int presented, Instant now) {
            if (presented >= generation || rotatedAt == null) return new Rotation.Dead();
            if (presented < generation - 1) return new Rotation.Stale(row.standing());
            boolean live = !row.revoked() && refreshExpiresAt != null && now.isBefore(refreshExpiresAt);
            return new Rotation.Before(row.standing(), rotatedAt, live);
        }
    }

    private Optional<Family> family(ExpiringId id) {
        int next = StandingRow.WIDTH + 1;
        return database.read("authorizations.find_family", statements -> statements.one(
                FIND_FAMILY.on(part(id)),
                row -> new Family(
                        StandingRow.read(id, row),
                        row.getInt(next),
                        Columns.instant(row, next + 1),
                        Columns.instant(row, next + 2)),
                id.bucket(),
                Columns.id(id)));
    }

    @Override
    public boolean revoke(ExpiringId id) {
        return database.write("authorizations.revoke", statements -> statements.update(
                REVOKE.on(part(id)), id.bucket(),
                Columns.id(id))) == 1;
    }

    @Override
    public int revokeAll(UserId user, Instant now) {
        return revocations.of(user, null, now);
    }

    /// One row for each set of scopes and details that a client has: mostly few, whatever the number of authorizations.
    @Override
    public List<Access> held(UserId user, Instant now) {
        var rows = database.read("authorizations.held", statements -> statements.all(HELD, row -> {
            var scopes = new Scopes(Columns.list(row.getString(2)));
            var refreshable = Columns.instant(row, 5);
            return new Access(new ClientId(row.getString(1)), scopes, Detail.read(row.getString(6)),
                    Instant.ofEpochMilli(row.getLong(3)),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Authorization.outlivesSession(scopes) && refreshable != null && now.isBefore(refreshable));
        }, user, now));
        return List.copyOf(rows.stream()
                .collect(Collectors.toMap(Access::client, access -> access, Access::and, LinkedHashMap::new))
                .values());
    }

    @Override
    public void revokeToken(TokenHash jti, Instant expiresAt) {
        database.write("authorizations.revoke_token", statements -> statements.update(
                "INSERT INTO revoked_tokens (hash, forget_hour) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
                jti,
                Expiry.hour(expiresAt)));
    }

    @Override
    public boolean isTokenRevoked(TokenHash jti) {
        return database.read("authorizations.is_token_revoked", statements -> statements.exists(
                "SELECT 1 FROM revoked_tokens WHERE hash = ?", jti));
    }

    @Override
    public boolean isLive(ExpiringId id, int generation, Instant now) {
        return database.read("authorizations.is_live", statements -> statements.exists(
                IS_LIVE.on(part(id)),
                id.bucket(),
                Columns.id(id),
                generation,
                now));
    }

    private String part(ExpiringId id) {
        return dialect.part(BucketTable.authorizations, id.bucket());
    }
}
