package dev.cardea.client;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cardea.client.Client.Credentials;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.jose.Verifiers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how a client proves who it is, and checks that it has what its method needs and nothing else.
final class CredentialSettings {
    static final List<String> METHODS = List.of(
            "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none");
    private static final List<String> LATER = List.of("tls_client_auth", "self_signed_tls_client_auth");
    private static final List<String> PUBLIC_KEY_ALGORITHMS = Verifiers.ALGORITHMS.stream().sorted().toList();
    /// The key of an HMAC is at least as long as its output (RFC 7518 §3.2).
    private static final Map<String, Integer> HMAC_BYTES = Map.of("HS256", 32, "HS384", 48, "HS512", 64);
    private static final int SHORTEST_SECRET = 16;
    private static final int SHORTEST_RSA_KEY = 2048;

    private CredentialSettings() {}

    static Credentials read(Section section) {
        section.later("jwks_uri");
        var method = section.oneOf("token_endpoint_auth_method", METHODS, LATER, "client_secret_basic");
        var algorithm = algorithm(section, method);
        var jwks = jwks(section);
        if (method.equals("private_key_jwt") && !section.has("jwks"))
            section.mistake("jwks", "is missing", "private_key_jwt needs the client's public keys here");
        return new Credentials(method, secret(section, method, algorithm), jwks, algorithm);
    }

    private static @Nullable String secret(Section section, String method, @Nullable String algorithm) {
        var value = section.value("client_secret");
        if (method.equals("none") || method.equals("private_key_jwt")) {
            value.ifPresent(secret -> secret.mistake(
                    "is set, but token_endpoint_auth_method is " + method,
                    "leave it out, or choose client_secret_basic"));
            return null;
        }
        if (value.isEmpty()) {
            if (!section.has("client_secret"))
                section.mistake(
                        "client_secret", "is missing", method + " needs one; a public client says none instead");
            return null;
        }
        var secret = value.get().text();
        int shortest = method.equals("client_secret_jwt")
                ? HMAC_BYTES.getOrDefault(algorithm == null ? "HS256" : algorithm, SHORTEST_SECRET)
                : SHORTEST_SECRET;
        if (secret.getBytes(StandardCharsets.UTF_8).length < shortest)
            value.get()
                    .mistake(
                            "is shorter than " + shortest + " characters", "make one with: openssl rand -base64 48");
        if (!secret.chars().allMatch(c -> c >= 0x20 && c <= 0x7e))
            value.get().mistake("has characters outside of visible ASCII (RFC 6749 Appendix A.2)", "use others");
        return secret;
    }

    private static @Nullable String algorithm(Section section, String method) {
        var name = "token_endpoint_auth_signing_alg";
        return switch (method) {
            case "client_secret_jwt" -> section.value(name).flatMap(v -> v.oneOf(HMAC_BYTES.keySet())).orElse(null);
            case "private_key_jwt" -> section.value(name).flatMap(v -> v.oneOf(PUBLIC_KEY_ALGORITHMS)).orElse(null);
            default -> {
                section.value(name)
                        .ifPresent(value -> value.wrong(
                                "has no meaning for " + method, "leave it out: only assertions are signed"));
                yield null;
            }
        };
    }

    private static @Nullable JWKSet jwks(Section section) {
        var plain = section.plain("jwks");
        if (plain.isEmpty()) return null;
        var parsed = parse(plain.get());
        if (parsed.isEmpty()) {
            section.mistake("jwks", "is no JWK Set (RFC 7517 §5)", "write {\"keys\": [...]}");
            return null;
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
        return parsed.get().toPublicJWKSet();
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
