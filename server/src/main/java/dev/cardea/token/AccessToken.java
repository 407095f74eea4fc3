package dev.cardea.token;

import dev.cardea.details.Detail;
import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.TokenHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a genuine access token says. Whether it is still good is another question: [AccessTokens#find(String)].
///
/// @param authorization it belongs to; empty for a client acting for itself
public record AccessToken(
        Map<String, Object> claims, ClientId client, Scopes scopes, TokenHash jti, Instant expiresAt,
        Optional<ExpiringId> authorization) {
    private static final char AFTER_AUTHORIZATION = '.';

    /// @param random tells the tokens of one authorization apart
    static String jti(ExpiringId authorization, String random) {
        return authorization.toString() + AFTER_AUTHORIZATION + random;
    }

    /// Empty where the claims are not those of an access token that this issuer makes.
    static Optional<AccessToken> read(Map<String, Object> claims, String issuer) {
        if (!issuer.equals(claims.get("iss")) || !(claims.get("exp") instanceof Number exp)
                || !(claims.get("jti") instanceof String jti) || !(claims.get("client_id") instanceof String client))
            return Optional.empty();
        int dot = jti.indexOf(AFTER_AUTHORIZATION);
        var authorization = dot < 0 ? Optional.<ExpiringId>empty() : ExpiringId.parse(jti.substring(0, dot));
        if (dot >= 0 && authorization.isEmpty()) return Optional.empty();
        return Optional.of(new AccessToken(
                claims,
                new ClientId(client),
                claims.get("scope") instanceof String text ? Scopes.parse(text) : Scopes.NONE,
                TokenHash.of(jti),
                Instant.ofEpochSecond(exp.longValue()),
                authorization));
    }

    /// What its user must prove to hold; empty for a bearer token.
    public Optional<Binding> binding() {
        return Binding.read(claims);
    }

    /// `token_type`.
    public String type() {
        return binding().map(Binding::tokenType).orElse("Bearer");
    }

    /// What it is for in detail (RFC 9396 §9.1).
    public List<Detail> details() {
        return Detail.of(claims.get(Detail.NAME));
    }

    /// `aud` as a list.
    public List<String> audience() {
        return switch (claims.get("aud")) {
            case String one -> List.of(one);
            case List<?> many -> many.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }
}
