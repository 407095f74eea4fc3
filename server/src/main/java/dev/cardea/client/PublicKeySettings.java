package dev.cardea.client;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cardea.config.Section;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads `jwks`: the public keys of somebody else.
public final class PublicKeySettings {
    private static final int SHORTEST_RSA_KEY = 2048;

    private PublicKeySettings() {}

    public static Optional<JWKSet> read(Section section) {
        var plain = section.plain("jwks");
        if (plain.isEmpty()) return Optional.empty();
        var parsed = parse(plain.get());
        if (parsed.isEmpty()) {
            section.mistake("jwks", "is no JWK Set (RFC 7517 §5)", "write {\"keys\": [...]}");
            return Optional.empty();
        }
        var keys = parsed.get().getKeys();
        if (keys.isEmpty()) section.mistake("jwks", "has no key that is understood", "list at least one public key");
        for (var key : keys) {
            // Symmetric keys count as private.
            if (key.isPrivate() || !(key instanceof AsymmetricJWK))
                section.mistake("jwks", "has a private key", "list public keys only, and treat that key as leaked");
            if (key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA_KEY)
                section.mistake("jwks", "has an RSA key of " + rsa.size() + " bits", "use 2048 or more");
        }
        return Optional.of(parsed.get().toPublicJWKSet());
    }

    private static Optional<JWKSet> parse(Object plain) {
        try {
            return switch (plain) {
                case Map<?, ?> map -> Optional.of(JWKSet.parse(named(map)));
                case String text -> Optional.of(JWKSet.parse(text));
                default -> Optional.empty();
            };
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
