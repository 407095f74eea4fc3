package dev.cardea.client;

import dev.cardea.client.Client.Credentials;
import dev.cardea.config.Section;
import dev.cardea.config.Value;
import dev.cardea.jose.Verifiers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how a client proves who it is, and checks that it has what its method needs and nothing else.
final class CredentialSettings {
    static final List<String> METHODS = List.of(
            "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
            CertificateSettings.PKI, CertificateSettings.SELF_SIGNED, "none");
    private static final Set<String> WITHOUT_SECRET = Set.of("private_key_jwt", CertificateSettings.PKI,
            CertificateSettings.SELF_SIGNED, "none");
    private static final Set<String> WITH_KEYS = Set.of("private_key_jwt", CertificateSettings.SELF_SIGNED);
    private static final List<String> PUBLIC_KEY_ALGORITHMS = Verifiers.ALGORITHMS.stream().sorted().toList();
    /// The key of an HMAC is at least as long as its output (RFC 7518 §3.2).
    static final Map<String, Integer> HMAC_BYTES = Map.of("HS256", 32, "HS384", 48, "HS512", 64);
    private static final int SHORTEST_SECRET = 16;

    private CredentialSettings() {}

    static Credentials read(Section section, Profile profile) {
        var method = section.oneOf("token_endpoint_auth_method", METHODS,
                profile.isFapi() ? "private_key_jwt" : "client_secret_basic");
        var algorithm = algorithm(section, method);
        var jwks = PublicKeySettings.read(section).orElse(null);
        var jwksUri = RegisteredUris.fetched(section, "jwks_uri").orElse(null);
        if (section.has("jwks") && section.has("jwks_uri"))
            section.mistake("jwks_uri", "is set beside jwks", "leave one of them out (RFC 7591 §2)");
        if (WITH_KEYS.contains(method) && !section.has("jwks") && !section.has("jwks_uri"))
            section.mistake(
                    "jwks", "is missing", method + " needs the client's public keys here, or a jwks_uri");
        if (method.equals(CertificateSettings.SELF_SIGNED) && jwks != null
                && jwks.getKeys().stream().allMatch(key -> key.getX509CertChain() == null))
            section.mistake("jwks", "has no key with a certificate", "add x5c to the key (RFC 8705 §2.2.2)");
        return new Credentials(method, secret(section, method, algorithm), expiry(section), jwks, jwksUri, algorithm,
                CertificateSettings.subject(section, method));
    }

    private static @Nullable String secret(Section section, String method, @Nullable String algorithm) {
        var value = section.value("client_secret");
        if (WITHOUT_SECRET.contains(method)) {
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

    /// Seconds since 1970, or 0 for never (RFC 7591 §3.2.1).
    private static @Nullable Instant expiry(Section section) {
        var value = section.value("client_secret_expires_at");
        value.filter(v -> !v.text().matches("[0-9]{1,11}"))
                .ifPresent(v -> v.wrong("is no time", "write seconds since 1970, or 0 for never"));
        return value.map(Value::text)
                .filter(text -> text.matches("[0-9]{1,11}") && !text.equals("0"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .orElse(null);
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
}
