package dev.cardea.store.sql;

import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A redeemed code stays until its bucket is forgotten, so that its replay is recognised.
final class SqlCodes implements AuthorizationCodeStore {
    private static final PartSql ADD = new PartSql(
            "INSERT INTO {part} (bucket, hash, redeemed, authorization_bucket, authorization_id, "
                    + AuthorizationRow.NAMES
                    + ", redirect_uri, redirect_uri_sent, code_challenge, code_challenge_method, nonce,"
                    + " dpop_jkt, code_expires_at)"
                    + " VALUES (?, ?, FALSE, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final PartSql FIND_REDEEMED = new PartSql(
            "SELECT authorization_bucket, authorization_id FROM {part} WHERE bucket = ? AND hash = ? AND redeemed");
    private final Database database;
    private final Dialect dialect;

    SqlCodes(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public void add(AuthorizationCode code) {
        var added = added(code);
        database.write("codes.add", statements -> statements.update(added.sql(), added.parameters()));
    }

    @Override
    public void addFirst(AuthorizationCode code) {
        var authorization = code.authorization();
        var joining = SqlSessions.joining(authorization.session(), authorization.client());
        dialect.both("codes.add_first", joining, added(code));
    }

    Dialect.Change added(AuthorizationCode code) {
        var authorization = code.authorization();
        var key = Stream.of(
                code.key().bucket(), code.key().hash(), authorization.id().bucket(), Columns.id(authorization.id()));
        var asked = Stream.<@Nullable Object>of(
                code.redirectUri(),
                code.redirectUriSent(),
                code.codeChallenge(),
                code.codeChallengeMethod(),
                code.nonce(),
                code.dpopJkt(),
                code.expiresAt());
        var parameters = Stream.of(key, AuthorizationRow.values(authorization), asked).flatMap(part -> part);
        return new Dialect.Change(ADD.on(part(code.key())), parameters.toArray());
    }

    @Override
    public Redemption redeem(AuthorizationCode.Key key, @Nullable Instant refreshExpiresAt) {
        var redeemed = dialect.redeem(key, refreshExpiresAt);
        if (redeemed.isPresent()) return redeemed.get().redemption(key);
        return database.read("codes.find_redeemed", statements -> statements.one(
                FIND_REDEEMED.on(part(key)),
                row -> new Redemption.Replayed(Columns.id(row.getInt(1), row.getBytes(2))),
                key.bucket(),
                key.hash())).map(Redemption.class::cast).orElseGet(Redemption.Unknown::new);
    }

    private String part(AuthorizationCode.Key key) {
        return dialect.part(BucketTable.codes, key.bucket());
    }
}
