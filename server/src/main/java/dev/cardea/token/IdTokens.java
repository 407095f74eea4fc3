package dev.cardea.token;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.ClientEncryption;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyRing;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.oauth.Scopes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// ID tokens (OIDC Core §2).
public final class IdTokens {
    private static final String TYP = "JWT";
    private static final String PUSHED = "urn:openid:params:jwt:claim:";
    private final String issuer;
    private final Claims people;
    private final KeyRing keys;
    private final ClientEncryption encryption;

    public IdTokens(String issuer, Claims people, KeyRing keys, ClientEncryption encryption) {
        this.issuer = issuer;
        this.people = people;
        this.keys = keys;
        this.encryption = encryption;
    }

    /// What the ID token travels with, and proves to belong to it by a hash (OIDC Core §3.3.2.11; `s_hash` is that of
    /// FAPI 1 Advanced §5.1).
    ///
    /// @param authReqId of the request that it is pushed for, then with the hash of the refresh token (CIBA Core §10.3.1)
    record Beside(
            @Nullable String accessToken, @Nullable String code, @Nullable String state, @Nullable String authReqId) {
        /// OIDC Core §5.4: then there is no userinfo to be asked, and the claims are in the ID token.
        boolean nothingElse() {
            return accessToken == null && code == null;
        }
    }

    String issue(Grant.Granted.ToPerson granted, Client client, Beside beside, Instant now) {
        var authorization = granted.standing().authorization();
        var user = granted.standing().user();
        var requested = RequestedClaims.parse(authorization.claims()).idTokenNames();
        var claims = new LinkedHashMap<>(
                people.of(user, client, beside.nothingElse() ? granted.scopes() : Scopes.NONE, requested));
        claims.put("iss", issuer);
        claims.put("sub", Subjects.of(user, client));
        claims.put("aud", client.id().value());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(client.tokens().lifetimes().idToken()).getEpochSecond());
        claims.put("auth_time", authorization.authTime().getEpochSecond());
        claims.put("acr", authorization.acr());
        claims.put("amr", authorization.amr());
        claims.put("sid", authorization.session().toString());
        // Without a signature there is no hash function either (OIDC Core §3.1.3.6).
        var algorithm = client.tokens().idTokenAlg().equals(Client.Tokens.UNSIGNED)
                ? null
                : Algorithm.valueOf(client.tokens().idTokenAlg());
        hash(claims, "at_hash", beside.accessToken(), algorithm);
        hash(claims, "c_hash", beside.code(), algorithm);
        hash(claims, "s_hash", beside.state(), algorithm);
        if (beside.authReqId() != null) {
            claims.put(PUSHED + "auth_req_id", beside.authReqId());
            hash(claims, PUSHED + "rt_hash", granted.refreshToken(), algorithm);
        }
        if (granted.nonce() != null) claims.put("nonce", granted.nonce());
        var token = algorithm == null ? KeyRing.unsigned(claims) : keys.sign(algorithm, TYP, claims);
        return encryption.nested(token, client, client.encrypted().idToken());
    }

    private static void hash(
            Map<String, Object> claims, String name, @Nullable String value, @Nullable Algorithm algorithm) {
        if (value != null && algorithm != null) claims.put(name, leftHalf(algorithm, value));
    }

    /// OIDC Core §3.1.3.6. The hash is that of the ID token's `alg`.
    private static String leftHalf(Algorithm algorithm, String text) {
        try {
            var hash = MessageDigest.getInstance(algorithm.hash())
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64Url.encode(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.hash(), e);
        }
    }

    /// What an `id_token_hint` says (OIDC Core §3.1.2.1): a token of ours for this client or any, expired or not.
    ///
    /// @param client the audience
    public record Hint(String subject, String client, Optional<ExpiringId> session) {}

    /// Reads an `id_token_hint`; empty where it was not signed by this server.
    public Optional<Hint> hint(String token) {
        return keys.verify(TYP, token)
                .filter(claims -> issuer.equals(claims.get("iss")))
                // A signed userinfo answer has the same `typ`, but never an expiry.
                .filter(claims -> claims.containsKey("exp"))
                .flatMap(IdTokens::hint);
    }

    private static Optional<Hint> hint(Map<String, Object> claims) {
        if (!(claims.get("sub") instanceof String subject) || !(claims.get("aud") instanceof String client))
            return Optional.empty();
        var session = claims.get("sid") instanceof String sid ? ExpiringId.parse(sid) : Optional.<ExpiringId>empty();
        return Optional.of(new Hint(subject, client, session));
    }
}
