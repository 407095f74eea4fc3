package dev.cardea.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// SHA-256 of a secret that somebody else holds (a code, a cookie, a `jti`): all that is ever stored of it.
/// Equality is constant-time.
public record TokenHash(byte[] bytes) {
    public static TokenHash of(byte[] secret) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public static TokenHash of(String secret) {
        return of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /// Without padding: what `ath` is (RFC 9449 §4.2).
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash(var theirs) && MessageDigest.isEqual(bytes, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "TokenHash";
    }
}
