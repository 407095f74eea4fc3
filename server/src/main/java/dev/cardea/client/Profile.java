package dev.cardea.client;

import dev.cardea.jose.Verifiers;
import java.time.Duration;
import java.util.Set;

/// `profile`: a named set of rules that a client lives by. What they ask of its metadata is in [ProfileRules]; here is
/// what they ask of its requests.
public enum Profile {
    oauth,
    /// FAPI 2.0 Security Profile, and FAPI 2.0 Message Signing for what is signed.
    fapi2;

    /// FAPI 2.0 Security Profile §5.3.2.1.
    static final Duration LONGEST_CODE = Duration.ofSeconds(60);
    /// FAPI 2.0 Security Profile §5.4.1.
    private static final Set<String> STRONG = Set.of("PS256", "ES256", "EdDSA");

    /// With what its JWTs may be signed.
    public Set<String> algorithms() {
        return isFapi() ? STRONG : Verifiers.ALGORITHMS;
    }

    /// Whether its request objects must say when they are good, for an hour at most (FAPI 2.0 Message Signing §5.3.1).
    public boolean boundsRequestTimes() {
        return isFapi();
    }

    /// Whether the `aud` of its assertions is the issuer and nothing else (FAPI 2.0 Security Profile §5.3.2.1).
    boolean addressesIssuerOnly() {
        return isFapi();
    }

    /// Whether it keeps its refresh token (FAPI 2.0 Security Profile §5.3.2.1: no rotation; the token is useless without
    /// the client's key).
    public boolean keepsRefreshToken() {
        return isFapi();
    }

    /// Whether every request of it says where the answer goes (FAPI 2.0 Security Profile §5.3.2.2).
    public boolean namesRedirectUri() {
        return isFapi();
    }

    /// Whether its backchannel authentication requests must have a `binding_message` (FAPI-CIBA §5.2.2).
    public boolean bindsPeople() {
        return isFapi();
    }

    boolean isFapi() {
        return this == fapi2;
    }
}
