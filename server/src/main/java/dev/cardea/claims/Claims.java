package dev.cardea.claims;

import dev.cardea.client.Client;
import dev.cardea.oauth.Scopes;
import dev.cardea.user.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a client is told about a person: what its scopes open and what it asks for by name, without what it or the
/// person's organization keeps back. Never a name with a meaning in the protocols.
public final class Claims {
    private final ClaimRules rules;
    private final Map<String, Set<String>> byScope = new LinkedHashMap<>();
    private final Map<String, ClaimSource> sources = new HashMap<>();
    private final Set<String> supported = new LinkedHashSet<>();
    private final Scopes inAccessTokens;

    public Claims(List<ClaimSource> sources, ClaimRules rules) {
        this.rules = rules;
        var carried = new ArrayList<String>();
        for (var source : sources)
            source.byScope().forEach((scope, names) -> {
                open(scope, names);
                names.forEach(name -> this.sources.putIfAbsent(name, source));
                if (source.inAccessTokens()) carried.add(scope);
            });
        for (var scope : rules.scopes()) {
            open(scope.name(), scope.claims());
            if (scope.inAccessTokens()) carried.add(scope.name());
        }
        inAccessTokens = new Scopes(carried);
    }

    private void open(String scope, List<String> names) {
        var allowed = names.stream().filter(Predicate.not(ReservedClaims::has)).toList();
        byScope.computeIfAbsent(scope, _ -> new LinkedHashSet<>()).addAll(allowed);
        supported.addAll(allowed);
    }

    /// Every scope that opens claims.
    public List<String> scopes() {
        return List.copyOf(byScope.keySet());
    }

    /// Every claim name that a scope can open: `claims_supported`.
    public List<String> supported() {
        return List.copyOf(supported);
    }

    /// The claims opened by the scopes and those asked for by name (OIDC Core §5.5), without those that have no value.
    ///
    /// @param names count where the client is registered for a scope that opens them
    public Map<String, Object> of(User user, Client client, Scopes scopes, Collection<String> names) {
        var wanted = new LinkedHashSet<String>();
        for (var scope : scopes) wanted.addAll(openedBy(scope));
        for (var name : names) if (isOpenTo(client, name)) wanted.add(name);
        wanted.removeIf(name -> !mayKnow(client, user, name));
        return wanted.isEmpty() ? Map.of() : values(wanted, visible(user, client));
    }

    /// What a person has to agree to: the scopes asked for and, for each claim asked for by name that they do not open,
    /// one that does. Whoever agreed to a scope alone did not agree to more about themselves.
    public Scopes agreed(Client client, Scopes scopes, Collection<String> names) {
        if (names.isEmpty()) return scopes;
        var all = new LinkedHashSet<>(scopes.values());
        for (var name : names) {
            if (all.stream().anyMatch(scope -> openedBy(scope).contains(name))) continue;
            client.permissions()
                    .scope()
                    .values()
                    .stream()
                    .filter(scope -> openedBy(scope).contains(name))
                    .findFirst()
                    .ifPresent(all::add);
        }
        return new Scopes(all);
    }

    /// Those that the access token carries.
    public Map<String, Object> ofAccessToken(User user, Client client, Scopes scopes) {
        var carried = scopes.intersect(inAccessTokens);
        return carried.isEmpty() ? Map.of() : of(user, client, carried, List.of());
    }

    /// Whether the client is told this claim about the person, where a scope opens it.
    public boolean mayKnow(Client client, User user, String claim) {
        var told = client.told().claims();
        if (told != null && !told.contains(claim)) return false;
        var organization = user.organization();
        if (organization == null || organization.equals(client.organization())) return true;
        var released = rules.released().get(organization);
        return released == null || released.contains(claim);
    }

    /// What is in a token, without the claims about the person that its reader is not told.
    public Map<String, Object> withoutHidden(Map<String, Object> token, Client reader, User user) {
        var shown = new LinkedHashMap<>(token);
        shown.keySet().removeIf(name -> supported.contains(name) && !mayKnow(reader, user, name));
        // Computed for the client that has the token, from roles that its reader may not all know of.
        if (reader.told().roles() != null)
            shown.keySet().removeIf(name -> sources.get(origin(name)) instanceof RoleClaims);
        return shown;
    }

    /// By scope and language tag, what the operator calls the scopes that it declared.
    public Map<String, Map<String, String>> descriptions() {
        var descriptions = new HashMap<String, Map<String, String>>();
        for (var scope : rules.scopes())
            descriptions.merge(scope.name(), scope.descriptions(), (one, other) -> one.isEmpty() ? other : one);
        return descriptions;
    }

    private Set<String> openedBy(String scope) {
        return byScope.getOrDefault(scope, Set.of());
    }

    private boolean isOpenTo(Client client, String name) {
        for (var scope : client.permissions().scope()) if (openedBy(scope).contains(name)) return true;
        return false;
    }

    private static User visible(User user, Client client) {
        var told = client.told().roles();
        return told == null ? user : user.withRoles(told);
    }

    private String origin(String name) {
        return rules.origins().getOrDefault(name, name);
    }

    private Map<String, Object> values(Set<String> wanted, User user) {
        var asked = new HashMap<ClaimSource, Set<String>>();
        for (var name : wanted) {
            var source = sources.get(origin(name));
            if (source != null) asked.computeIfAbsent(source, _ -> new LinkedHashSet<>()).add(origin(name));
        }
        var known = new HashMap<String, Object>();
        asked.forEach((source, names) -> known.putAll(source.claims(user, names)));
        var claims = new LinkedHashMap<String, Object>();
        for (var name : wanted) {
            var origin = origin(name);
            // What no source has is an attribute of the account. Nobody sees one unless a scope was declared for it.
            var value = sources.containsKey(origin) ? known.get(origin) : user.claims().get(origin);
            if (value != null) claims.put(name, value);
        }
        return claims;
    }
}
