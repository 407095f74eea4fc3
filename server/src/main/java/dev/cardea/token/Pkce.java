package dev.cardea.token;

import dev.cardea.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidGrant;

/// Proof Key for Code Exchange (RFC 7636).
public final class Pkce {
    public static final String S256 = "S256";
    public static final String PLAIN = "plain";
    /// RFC 7636 §4.1 and §4.2: verifier and challenge have the same syntax.
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private Pkce() {}

    public static boolean isWellFormed(String verifierOrChallenge) {
        return SYNTAX.matcher(verifierOrChallenge).matches();
    }

    /// RFC 7636 §4.6. A verifier is required exactly where there was a challenge, so neither side can be dropped
    /// (RFC 9700 §4.8.2).
    ///
    /// @throws dev.cardea.oauth.OAuthException `invalid_grant`
    static void verify(@Nullable String challenge, @Nullable String method, Optional<String> verifier) {
        if (challenge == null) {
            if (verifier.isPresent())
                throw invalidGrant("code_verifier was sent, but the authorization request had no code_challenge")
                        .by("RFC 9700 §4.8.2");
            return;
        }
        var sent = verifier.orElseThrow(
                () -> invalidGrant("code_verifier is missing: the authorization request had a code_challenge")
                        .by("RFC 7636 §4.5"));
        if (!isWellFormed(sent))
            throw invalidGrant("code_verifier must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 §4.1)");
        var expected = S256.equals(method) ? s256(sent) : sent;
        if (!MessageDigest.isEqual(ascii(expected), ascii(challenge)))
            throw invalidGrant("code_verifier does not match the code_challenge of the authorization request")
                    .by("RFC 7636 §4.6")
                    .with("code_challenge_method of the authorization request", S256.equals(method) ? S256 : PLAIN)
                    .with("code_challenge of the authorization request", shown(method, challenge))
                    .with("code_challenge that the code_verifier makes", () -> shown(method, expected))
                    .with("length of the code_verifier", sent.length());
    }

    /// With `plain` the challenge is the secret itself.
    private static String shown(@Nullable String method, String challenge) {
        return S256.equals(method) ? challenge : "(not kept)";
    }

    /// BASE64URL(SHA-256(ASCII(verifier))).
    public static String s256(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(TokenHash.of(verifier).bytes());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
