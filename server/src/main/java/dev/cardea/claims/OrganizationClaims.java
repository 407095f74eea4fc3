package dev.cardea.claims;

import dev.cardea.user.User;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The organization that a person belongs to: its id, which never changes. Its name is for people.
public final class OrganizationClaims implements ClaimSource {
    private static final String NAME = "organization";

    @Override
    public Map<String, List<String>> byScope() {
        return Map.of(NAME, List.of(NAME));
    }

    @Override
    public boolean inAccessTokens() {
        return true;
    }

    @Override
    public Map<String, Object> claims(User user, Set<String> wanted) {
        var id = user.organization();
        return id == null ? Map.of() : Map.of(NAME, id);
    }
}
