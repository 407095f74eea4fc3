package dev.cardea.oauth;

import java.util.Collection;
import java.util.List;

/// How strong a sign-in is, as said in `acr` (OIDC Core §2) and asked for in `acr_values` (RFC 9470 §4). Those that a
/// person can reach are levels: whoever asks for one is content with any above it.
public final class AcrValues {
    /// One factor: a password.
    public static final String PASSWORD = "urn:cardea:acr:password";
    /// Two factors of different kinds.
    public static final String TWO_FACTORS = "urn:cardea:acr:two_factors";
    /// Two factors, one of them a passkey: it gives nothing to a page that imitates this server's.
    public static final String PHISHING_RESISTANT = "urn:cardea:acr:phishing_resistant";
    /// Nobody signed in: somebody whose word counts said who it is.
    public static final String ASSERTION = "urn:cardea:acr:assertion";
    /// What a person can reach by signing in, the weakest first: `acr_values_supported`.
    public static final List<String> OFFERED = List.of(PASSWORD, TWO_FACTORS, PHISHING_RESISTANT);

    private AcrValues() {}

    /// Whether a sign-in of this `acr` is at least as strong as what is asked for.
    public static boolean includes(String acr, String asked) {
        return acr.equals(asked)
                || (OFFERED.contains(asked) && OFFERED.indexOf(acr) >= OFFERED.indexOf(asked));
    }

    /// What a person reached who signed in like this (RFC 8176).
    public static String of(Collection<String> amr) {
        if (!amr.contains("mfa")) return PASSWORD;
        return amr.contains("pop") ? PHISHING_RESISTANT : TWO_FACTORS;
    }

    /// What a client is told: the level itself, or the one below it that the client asked for and knows.
    public static String told(String acr, List<String> asked) {
        if (asked.contains(acr)) return acr;
        return asked.stream().filter(one -> includes(acr, one)).findFirst().orElse(acr);
    }
}
