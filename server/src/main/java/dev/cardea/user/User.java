package dev.cardea.user;

import dev.cardea.oauth.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person's account.
///
/// @param organization the id of the organization that the account belongs to, or null
/// @param email as the person writes it; compared by [Identifiers#normalize(String)]
/// @param claims the standard claims (OIDC Core §5.1) and custom attributes that are set, by claim name, without
///     `sub`, `email`, `email_verified`, `preferred_username` and `updated_at`, which have fields of their own
/// @param roles ids of the roles given to the account itself
/// @param updatedAt when anything shown as a claim last changed
/// @param groupRoles ids of the roles held by being in groups; nothing is written of them with the account
public record User(
        UserId id,
        @Nullable String organization,
        Status status,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String username,
        Map<String, Object> claims,
        Set<String> roles,
        Instant updatedAt,
        Set<String> groupRoles) {
    /// Spelled as stored. Only an `active` account can sign in or have tokens issued.
    public enum Status {
        /// Has no password yet, and nobody has confirmed that it is theirs.
        invited, active,
        /// By an administrator, for a time.
        locked,
        /// For good.
        disabled
    }

    public User {
        claims = Map.copyOf(claims);
        roles = Set.copyOf(roles);
        groupRoles = Set.copyOf(groupRoles);
    }

    /// An account that is in no group.
    public User(UserId id, @Nullable String organization, Status status, @Nullable String email, boolean emailVerified,
            @Nullable String username, Map<String, Object> claims, Set<String> roles, Instant updatedAt) {
        this(id, organization, status, email, emailVerified, username, claims, roles, updatedAt, Set.of());
    }

    /// All roles held, however.
    public Set<String> allRoles() {
        if (groupRoles.isEmpty()) return roles;
        var all = new HashSet<>(roles);
        all.addAll(groupRoles);
        return all;
    }

    /// What to call the person where there is room for one word.
    public String displayName() {
        if (email != null) return email;
        return username != null ? username : id.value();
    }

    /// The account as somebody sees it who knows of no other roles than these.
    public User withRoles(Set<String> known) {
        var held = new HashSet<>(roles);
        held.retainAll(known);
        var byGroups = new HashSet<>(groupRoles);
        byGroups.retainAll(known);
        return new User(id, organization, status, email, emailVerified, username, claims, held, updatedAt, byGroups);
    }

    public User withStatus(Status next) {
        return new User(id, organization, next, email, emailVerified, username, claims, roles, updatedAt, groupRoles);
    }

    public boolean isActive() {
        return status == Status.active;
    }
}
