package dev.cardea.client;

import dev.cardea.jose.Verifiers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// `profile`: a named set of rules that a client lives by. What they ask of its metadata is in [ProfileRules]; here is
/// what they ask of its requests.
public enum Profile {
    oauth,
    /// FAPI 1.0 Part 2: Advanced, with what it takes over from Part 1: Baseline.
    fapi1,
    /// FAPI 2.0 Security Profile, and FAPI 2.0 Message Signing for what is signed.
    fapi2;

    /// FAPI 2.0 Security Profile §5.3.2.1.
    static final Duration LONGEST_CODE = Duration.ofSeconds(60);

    static List<String> names() {
        return Arrays.stream(values()).map(Profile::name).toList();
    }

    /// With what its JWTs may be signed.
    public Set<String> algorithms() {
        return switch (this) {
            case oauth -> Verifiers.ALGORITHMS;
            case fapi1 -> Set.of("PS256", "ES256"); // FAPI 1.0 Advanced §8.6
            case fapi2 -> Set.of("PS256", "ES256", "EdDSA"); // FAPI 2.0 Security Profile §5.4.1
        };
    }

    /// Whether its request objects must say when they are good, for an hour at most (FAPI 2.0 Message Signing §5.3.1,
    /// FAPI 1.0 Advanced §5.2.2).
    public boolean boundsRequestTimes() {
        return isFapi();
    }

    /// Whether the `aud` of its assertions is the issuer and nothing else (FAPI 2.0 Security Profile §5.3.2.1).
    boolean addressesIssuerOnly() {
        return this == fapi2;
    }

    /// Whether it keeps its refresh token (FAPI 2.0 Security Profile §5.3.2.1: no rotation; the token is useless without
    /// the client's key).
    public boolean keepsRefreshToken() {
        return this == fapi2;
    }

    /// Whether every request of it says where the answer goes (FAPI 2.0 Security Profile §5.3.2.2, FAPI 1.0 Baseline
    /// §5.2.2).
    public boolean namesRedirectUri() {
        return isFapi();
    }

    /// Whether its backchannel authentication requests must have a `binding_message` (FAPI-CIBA §5.2.2).
    public boolean bindsPeople() {
        return isFapi();
    }

    /// Whether what it pushes must have a PKCE challenge, whatever its `require_pkce` (FAPI 1.0 Advanced §5.2.2).
    public boolean pushesChallenges() {
        return isFapi();
    }

    /// Whether its requests need a `nonce`, or a `state` where no ID token comes of them (FAPI 1.0 Baseline §5.2.2.2,
    /// §5.2.2.3).
    public boolean tiesAnswers() {
        return this == fapi1;
    }

    /// Whether its requests are signed, unless it is set otherwise (FAPI 1.0 Advanced §5.2.2).
    boolean signsRequests() {
        return this == fapi1;
    }

    /// How long its codes may be good (FAPI 2.0 Security Profile §5.3.2.1).
    Lifetimes bounded(Lifetimes usual) {
        return this == fapi2 ? usual.codesWithin(LONGEST_CODE) : usual;
    }

    /// Whether an answer to it is signed: by the ID token in it, or as a whole (FAPI 1.0 Advanced §5.2.2).
    public boolean signsAnswers() {
        return this == fapi1;
    }

    /// Whether answers to requests with its tokens have a name of their own (FAPI 1.0 Baseline §6.2.1).
    public boolean namesInteractions() {
        return this == fapi1;
    }

    /// By what its tokens are bound, unless it is set otherwise: a certificate or a key of DPoP.
    boolean bindsToCertificates() {
        return this == fapi1;
    }

    boolean isFapi() {
        return this != oauth;
    }
}
