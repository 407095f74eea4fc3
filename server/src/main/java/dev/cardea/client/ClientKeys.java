package dev.cardea.client;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cardea.jose.Encryption;
import dev.cardea.jose.ForeignJwt;
import dev.cardea.json.Json;
import dev.cardea.outbound.Outbound;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The public keys of clients, registered or behind a `jwks_uri`: what they sign is verified with these, and what only
/// they may read is encrypted with these.
public final class ClientKeys {
    private static final JWKSet NONE = new JWKSet();
    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_RSA_KEY = 2048;

    private final Published<JWKSet> published;

    public ClientKeys(Outbound outbound, InstantSource clock) {
        published = new Published<>(
                outbound, "application/jwk-set+json, application/json", (_, fetched) -> read(fetched.body()), clock);
    }

    /// Everything that the client's key set holds.
    public JWKSet of(Client client) {
        return of(client.credentials().jwks(), client.credentials().jwksUri());
    }

    private JWKSet of(@Nullable JWKSet registered, @Nullable URI uri) {
        if (uri != null) return published.current(uri).orElse(NONE);
        return registered == null ? NONE : registered;
    }

    /// Whether one of the client's keys made the signature: the one that `kid` names, without a `kid` any. A key that is
    /// not known may be a new one (OIDC Core §10.1.1).
    public boolean verifies(Client client, ForeignJwt jwt) {
        return verifies(client.credentials().jwks(), client.credentials().jwksUri(), jwt);
    }

    /// The same for an issuer of assertions.
    public boolean verifies(AssertionIssuer issuer, ForeignJwt jwt) {
        return verifies(issuer.jwks(), issuer.jwksUri(), jwt);
    }

    private boolean verifies(@Nullable JWKSet registered, @Nullable URI uri, ForeignJwt jwt) {
        var kid = jwt.header().getKeyID();
        var keys = of(registered, uri);
        var candidates = candidates(keys, kid);
        if (candidates.stream().anyMatch(jwt::isSignedBy)) return true;
        if (kid != null && !candidates.isEmpty()) return false;
        return newer(uri, keys)
                .filter(other -> candidates(other, kid).stream().anyMatch(jwt::isSignedBy))
                .isPresent();
    }

    /// Whether one of the client's keys is such a one. Where none is, there may be a new one.
    public boolean have(Client client, Predicate<JWK> wanted) {
        var keys = of(client);
        return keys.getKeys().stream().anyMatch(wanted)
                || newer(client.credentials().jwksUri(), keys)
                        .filter(other -> other.getKeys().stream().anyMatch(wanted))
                        .isPresent();
    }

    /// Why none of the client's keys made a signature, for the operator.
    public String unverified(Client client, ForeignJwt jwt) {
        var kid = jwt.header().getKeyID();
        var keys = of(client);
        if (keys.isEmpty()) return "the client has no keys, or its jwks_uri cannot be read";
        var known = keys.getKeys().stream().map(key -> key.getKeyID() + " (" + key.getKeyType() + ")").toList();
        return kid != null && candidates(keys, kid).isEmpty()
                ? "kid '" + kid + "' is not among those of the client: " + String.join(", ", known)
                : "the signature does not fit " + (kid == null ? "any key" : "the key '" + kid + "'")
                        + " of the client: " + String.join(", ", known);
    }

    private static List<JWK> candidates(JWKSet keys, @Nullable String kid) {
        return kid == null
                ? keys.getKeys()
                : keys.getKeys().stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }

    Optional<JWK> encrypting(Client client, Encryption encryption) {
        var keys = of(client);
        return fitting(keys, encryption)
                .or(() -> newer(client.credentials().jwksUri(), keys).flatMap(other -> fitting(other, encryption)));
    }

    private static Optional<JWK> fitting(JWKSet keys, Encryption encryption) {
        return keys.getKeys().stream().filter(encryption::fits).findFirst();
    }

    private Optional<JWKSet> newer(@Nullable URI uri, JWKSet seen) {
        return uri == null
                ? Optional.empty()
                : published.newer(uri, seen).filter(other -> !other.equals(seen));
    }

    /// The public keys of a set that are understood; others are no reason to do without these (RFC 7517 §5).
    private static JWKSet read(String body) {
        if (!(Json.object(body).get("keys") instanceof List<?> members))
            throw new IllegalArgumentException("this is no JWK Set");
        return new JWKSet(members.stream().limit(MOST_KEYS).flatMap(member -> key(member).stream()).toList());
    }

    private static Optional<JWK> key(@Nullable Object member) {
        if (!(member instanceof Map<?, ?> map)) return Optional.empty();
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        try {
            var key = JWK.parse(named);
            var isUsable = key instanceof AsymmetricJWK
                    && !(key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA_KEY);
            return isUsable ? Optional.of(key.toPublicJWK()) : Optional.empty();
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
