package dev.cardea.authorize;

import dev.cardea.http.Response;
import dev.cardea.jose.Algorithm;
import dev.cardea.jose.KeyRing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `query.jwt`, `fragment.jwt` and `form_post.jwt` (JARM §2.3): the answer as one signed JWT, brought as another mode
/// brings answers.
public final class JwtMode implements ResponseMode {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final ResponseMode plain;
    private final String issuer;
    private final KeyRing keys;
    private final InstantSource clock;

    public JwtMode(ResponseMode plain, String issuer, KeyRing keys, InstantSource clock) {
        this.plain = plain;
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /// One for each of the others.
    public static List<ResponseMode> around(
            List<ResponseMode> plain, String issuer, KeyRing keys, InstantSource clock) {
        return plain.stream().<ResponseMode>map(mode -> new JwtMode(mode, issuer, keys, clock)).toList();
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
        return plain.deliver(delivery.of(Map.of("response", jwt)));
    }
}
