package dev.cardea.claims;

import dev.cardea.organization.GroupStore;
import dev.cardea.user.User;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names of the groups that a person is in. Looked up only where somebody asks for them.
public final class GroupClaims implements ClaimSource {
    private static final String NAME = "groups";
    private final GroupStore store;

    public GroupClaims(GroupStore store) {
        this.store = store;
    }

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
        var names = store.names(user.id());
        return names.isEmpty() ? Map.of() : Map.of(NAME, names.stream().sorted().toList());
    }
}
