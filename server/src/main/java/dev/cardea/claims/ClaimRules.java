package dev.cardea.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What an operator says about scopes and claims.
///
/// @param scopes declared beside those of the sources; one that a source has too adds to it
/// @param origins by claim name, the other claim or attribute whose value it has
/// @param released by organization, the only claims about its people that clients of others are told; all of them where
///     it is absent
public record ClaimRules(List<Scope> scopes, Map<String, String> origins, Map<String, Set<String>> released) {
    public static final ClaimRules NONE = new ClaimRules(List.of(), Map.of(), Map.of());

    public ClaimRules {
        scopes = List.copyOf(scopes);
        origins = Map.copyOf(origins);
        released = Map.copyOf(released);
    }

    /// These, and further scopes.
    public ClaimRules with(List<Scope> others) {
        return new ClaimRules(Stream.concat(scopes.stream(), others.stream()).toList(), origins, released);
    }

    /// @param claims that it opens
    /// @param inAccessTokens whether access tokens carry them too
    /// @param descriptions for the page that asks people, by language tag; the empty one is for all others
    public record Scope(String name, List<String> claims, boolean inAccessTokens, Map<String, String> descriptions) {
        public Scope {
            claims = List.copyOf(claims);
            descriptions = Map.copyOf(descriptions);
        }
    }
}
