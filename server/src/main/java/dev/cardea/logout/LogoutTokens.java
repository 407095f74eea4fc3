package dev.cardea.logout;

import dev.cardea.client.Client;
import dev.cardea.client.ClientEncryption;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.Base64Url;
import dev.cardea.jose.KeyRing;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4), signed and encrypted like the client's ID tokens.
public final class LogoutTokens {
    private static final String TYP = "logout+jwt";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final int JTI_BYTES = 16;

    private final String issuer;
    private final KeyRing keys;
    private final ClientEncryption encryption;
    private final SecureRandom random;
    private final InstantSource clock;

    public LogoutTokens(
            String issuer, KeyRing keys, ClientEncryption encryption, SecureRandom random, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.encryption = encryption;
        this.random = random;
        this.clock = clock;
    }

    /// Never the same one twice: a client may refuse a `jti` that it has seen (§2.6).
    ///
    /// @param subject by which the client knows the person
    /// @param session `sid`
    String issue(Client client, String subject, String session) {
        var now = clock.instant();
        var jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("sub", subject);
        claims.put("aud", client.id().value());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("jti", Base64Url.encode(jti));
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("sid", session);
        var algorithm = Algorithm.valueOf(client.tokens().signedLikeIdToken());
        return encryption.nested(keys.sign(algorithm, TYP, claims), client, client.encrypted().idToken());
    }
}
