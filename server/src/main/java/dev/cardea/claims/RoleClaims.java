package dev.cardea.claims;

import dev.cardea.organization.OrganizationStore;
import dev.cardea.user.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The roles that a person holds (RFC 9068 §2.2.3.1), and what these authorize to.
public final class RoleClaims implements ClaimSource {
    static final String ROLES = "roles";
    static final String AUTHORIZATIONS = "authorizations";

    private final OrganizationStore store;

    public RoleClaims(OrganizationStore store) {
        this.store = store;
    }

    @Override
    public Map<String, List<String>> byScope() {
        return Map.of(ROLES, List.of(ROLES, AUTHORIZATIONS));
    }

    @Override
    public boolean inAccessTokens() {
        return true;
    }

    @Override
    public Map<String, Object> claims(User user, Set<String> wanted) {
        if (user.allRoles().isEmpty()) return Map.of();
        var claims = new HashMap<String, Object>();
        if (wanted.contains(ROLES)) claims.put(ROLES, user.allRoles().stream().sorted().toList());
        if (wanted.contains(AUTHORIZATIONS)) {
            var authorizations = store.authorizations(user.allRoles());
            if (!authorizations.isEmpty()) claims.put(AUTHORIZATIONS, authorizations.stream().sorted().toList());
        }
        return claims;
    }
}
