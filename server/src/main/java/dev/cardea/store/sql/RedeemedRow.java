package dev.cardea.store.sql;

import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A code that was just redeemed and the authorization that came of it, as read.
public record RedeemedRow(
        StandingRow standing,
        String redirectUri,
        boolean redirectUriSent,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        @Nullable String nonce,
        @Nullable String dpopJkt,
        long expiresAt) {
    /// Of `users u` and of `codes` by the name of `table`.
    public static String columns(String table) {
        // A new authorization cannot have been revoked.
        return StandingRow.columns(table, "FALSE")
                + ", %1$s.redirect_uri, %1$s.redirect_uri_sent, %1$s.code_challenge, %1$s.code_challenge_method, %1$s.nonce, %1$s.dpop_jkt"
                        .formatted(table)
                + ", %1$s.code_expires_at, %1$s.authorization_bucket, %1$s.authorization_id".formatted(table);
    }

    /// The statement that makes authorizations of redeemed codes. Its first three parameters are the expiry of the
    /// refresh token and, twice, [Expiry#forgetHour(Instant)].
    ///
    /// @param codes what follows `FROM`
    public static String authorize(String codes) {
        return "INSERT INTO authorizations (bucket, id, " + AuthorizationRow.NAMES
                + ", refresh_expires_at, forget_hour)"
                + " SELECT authorization_bucket, authorization_id, " + AuthorizationRow.NAMES + ", CAST(? AS bigint),"
                + " CASE WHEN CAST(? AS integer) < (authorization_bucket + 1) * 24 THEN CAST(? AS integer) END FROM "
                + codes;
    }

    /// Reads [#columns(String)], which are the first ones selected.
    public static RedeemedRow read(ResultSet row) throws SQLException {
        int first = StandingRow.WIDTH + 1;
        return new RedeemedRow(
                StandingRow.read(Columns.id(row.getInt(first + 7), row.getBytes(first + 8)), row),
                row.getString(first),
                row.getBoolean(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getString(first + 4),
                row.getString(first + 5),
                row.getLong(first + 6));
    }

    Redemption.First redemption(AuthorizationCode.Key key) {
        var now = standing.standing();
        var code = new AuthorizationCode(
                key,
                now.authorization(),
                redirectUri,
                redirectUriSent,
                codeChallenge,
                codeChallengeMethod,
                nonce,
                dpopJkt,
                Instant.ofEpochMilli(expiresAt));
        return new Redemption.First(code, now);
    }
}
