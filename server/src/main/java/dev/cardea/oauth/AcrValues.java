package dev.cardea.oauth;

import java.util.List;

/// How strong a sign-in is, as said in `acr` (OIDC Core §2) and asked for in `acr_values` (RFC 9470 §4).
public final class AcrValues {
    /// A sign-in with nothing but a password.
    public static final String PASSWORD = "urn:cardea:acr:password";
    /// Nobody signed in: somebody whose word counts said who it is.
    public static final String ASSERTION = "urn:cardea:acr:assertion";
    /// What a person can reach by signing in: `acr_values_supported`.
    public static final List<String> OFFERED = List.of(PASSWORD);

    private AcrValues() {}
}
