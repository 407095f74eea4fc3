package dev.cardea.store.sql;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.UserId;
import dev.cardea.token.Authorization;
import dev.cardea.token.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An authorization as read, from its own table or from the code that will become it.
record AuthorizationRow(
        ExpiringId id,
        String client,
        String user,
        int sessionBucket,
        byte[] session,
        String scopes,
        long authTime,
        String acr,
        String amr,
        @Nullable String claims,
        @Nullable String resources,
        @Nullable String details,
        long createdAt,
        long expiresAt) {
    /// What `authorizations` and `codes` have in common, in the order in which it is read.
    static final String NAMES = "client_id, user_id, session_bucket, session_id, scopes, auth_time, acr, amr, claims, resources,"
            + " details, created_at, expires_at";
    static final int WIDTH = 13;

    /// @param table the alias of either table
    static String columns(String table) {
        return table + "." + NAMES.replace(", ", ", " + table + ".");
    }

    /// What is written for [#NAMES], in that order.
    static Stream<@Nullable Object> values(Authorization authorization) {
        return Stream.of(
                authorization.client(),
                authorization.user(),
                authorization.session().bucket(),
                Columns.id(authorization.session()),
                Columns.list(authorization.scopes().values()),
                authorization.authTime(),
                authorization.acr(),
                Columns.list(authorization.amr()),
                authorization.claims(),
                authorization.reach().resources().isEmpty() ? null : Columns.list(authorization.reach().resources()),
                Columns.details(authorization.reach().details()),
                authorization.createdAt(),
                authorization.expiresAt());
    }

    static AuthorizationRow read(ExpiringId id, ResultSet row, int first) throws SQLException {
        return new AuthorizationRow(
                id,
                row.getString(first),
                row.getString(first + 1),
                row.getInt(first + 2),
                row.getBytes(first + 3),
                row.getString(first + 4),
                row.getLong(first + 5),
                row.getString(first + 6),
                row.getString(first + 7),
                row.getString(first + 8),
                row.getString(first + 9),
                row.getString(first + 10),
                row.getLong(first + 11),
                row.getLong(first + 12));
    }

    Authorization authorization() {
        return new Authorization(
                id,
                new ClientId(client),
                new UserId(user),
                Columns.id(sessionBucket, session),
                new Scopes(Columns.list(scopes)),
                Instant.ofEpochMilli(authTime),
                acr,
                Columns.list(amr),
                claims,
                new Reach(resources == null ? List.of() : Columns.list(resources), Detail.read(details)),
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(expiresAt));
    }
}
