package dev.cardea.authorize;

import dev.cardea.client.ClientEncryption;
import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `query.jwt`, `fragment.jwt` and `form_post.jwt` (JARM §2.3): the answer as one signed JWT, encrypted (§2.2)
/// where the client is registered for it, brought as another mode
/// brings answers.
public final class JwtMode implements ResponseMode {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final ResponseMode plain;
    private final String issuer;
    private final KeyRing keys;
    private final ClientEncryption encryption;
    private final InstantSource clock;

    public JwtMode(ResponseMode plain, String issuer, KeyRing keys, ClientEncryption encryption,
            InstantSource clock) {
        this.plain = plain;
        this.issuer = issuer;
        this.keys = keys;
        this.encryption = encryption;
        this.clock = clock;
    }

    /// One for each of the others.
    public static List<ResponseMode> around(
            List<ResponseMode> plain, String issuer, KeyRing keys, ClientEncryption encryption, InstantSource clock) {
        return plain.stream().<ResponseMode>map(mode -> new JwtMode(mode, issuer, keys, encryption, clock)).toList();
    }

    @Override
    public String name() {
        return plain.name() + ".jwt";
    }

    @Override
    public boolean isInQuery() {
        return plain.isInQuery();
    }

    @Override
    public Response deliver(Delivery delivery) {
        var client = delivery.client();
        var claims = new LinkedHashMap<String, Object>(delivery.parameters());
        claims.put("iss", issuer);
        claims.put("aud", client.id().value());
        claims.put("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        var jwt = keys.sign(Algorithm.valueOf(client.tokens().responseAlg()), "JWT", claims);
        var answer = encryption.nested(jwt, client, client.encrypted().response());
        return plain.deliver(delivery.of(Map.of("response", answer)));
    }
}
