package dev.cardea.token;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Authorizations, each with the counter of its refresh token family, and single revoked access tokens.
public interface AuthorizationStore {
    /// Begins an authorization that no code stands for, and that has no refresh tokens.
    void add(Authorization authorization);

    Optional<Standing> find(ExpiringId id);

    /// The same for one access token of it: `revoked` also where that token alone is.
    Optional<Standing> find(ExpiringId id, TokenHash jti);

    /// Moves the family on from `generation` to the next one, if `generation` is the live one, the authorization is
    /// not revoked and its refresh token has not expired at `now`. Of any number of concurrent calls exactly one gets
    /// [Rotation.Rotated].
    ///
    /// @param refreshExpiresAt until when the successor works
    Rotation rotate(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt);

    /// Keeps the live refresh token and prolongs it, under the conditions of [#rotate]. Empty where they are not met.
    Optional<Standing> prolong(ExpiringId id, int generation, Instant now, Instant refreshExpiresAt);

    sealed interface Rotation {
        /// This call moved the family on.
        record Rotated(Standing standing) implements Rotation {}

        /// The family had moved on from `generation` before, by exactly one step.
        ///
        /// @param at when it did
        /// @param live whether the successor is still usable: not revoked, not expired
        record Before(Standing standing, Instant at, boolean live) implements Rotation {}

        /// The family is further on than one step: the token was copied.
        record Stale(Standing standing) implements Rotation {}

        /// Unknown, revoked, or expired while it was the live one.
        record Dead() implements Rotation {}
    }

    /// Revokes the authorization and with it every token of it.
    ///
    /// @return whether it stood until now
    boolean revoke(ExpiringId id);

    /// Revokes every authorization of the person, and spends the codes that would begin another one.
    ///
    /// @param now codes that have expired are left alone
    /// @return how many stood until now
    int revokeAll(UserId user, Instant now);

    /// What clients hold on behalf of a person and still can use, one for each client.
    List<Access> held(UserId user, Instant now);

    /// @param since the first of its authorizations
    /// @param lastUsedAt when it last got tokens
    /// @param lasting whether one of them outlives the session
    record Access(ClientId client, Scopes scopes, List<Detail> details, Instant since, Instant lastUsedAt,
            boolean lasting) {
        public Access and(Access other) {
            return new Access(client, scopes.union(other.scopes), Detail.union(details, other.details),
                    since.isBefore(other.since) ? since : other.since,
                    lastUsedAt.isAfter(other.lastUsedAt) ? lastUsedAt : other.lastUsedAt,
                    lasting || other.lasting);
        }
    }

    /// Remembers that one access token is revoked (RFC 7009), until it would have expired.
    void revokeToken(TokenHash jti, Instant expiresAt);

    /// For a token that belongs to no authorization.
    boolean isTokenRevoked(TokenHash jti);

    /// Whether the live refresh token is of this generation and works at `now`: what introspection asks.
    boolean isLive(ExpiringId id, int generation, Instant now);
}
