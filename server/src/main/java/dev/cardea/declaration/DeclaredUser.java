package dev.cardea.declaration;

import dev.cardea.oauth.UserId;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account as the file declares it.
///
/// @param emailVerified null where the file does not say: what the account has stays
/// @param status null where the file does not say: what the account has stays
/// @param password at most one of this and `passwordHash` is set
public record DeclaredUser(
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String username,
        Map<String, Object> claims,
        @Nullable String organization,
        Set<String> roles,
        User.@Nullable Status status,
        @Nullable String password,
        @Nullable String passwordHash) {
    public DeclaredUser {
        claims = Map.copyOf(claims);
        roles = Set.copyOf(roles);
    }

    /// What the person may type to sign in, in canonical form: the e-mail address first.
    Set<String> identifiers() {
        var identifiers = new LinkedHashSet<String>();
        if (email != null) identifiers.add(Identifiers.normalize(email));
        if (username != null) identifiers.add(Identifiers.normalize(username));
        return identifiers;
    }

    /// What the operator calls the account.
    String name() {
        return email != null ? email : Objects.requireNonNullElse(username, "?");
    }

    public User create(UserId id, Instant now) {
        return new User(
                id,
                organization,
                status == null ? User.Status.active : status,
                email,
                Boolean.TRUE.equals(emailVerified),
                username,
                claims,
                roles,
                now);
    }

    /// The account as it should be.
    public User applyTo(User present, Instant updatedAt) {
        return new User(
                present.id(),
                organization,
                status(present.status()),
                email,
                emailVerified == null ? keepsVerification(present) : emailVerified,
                username,
                claims,
                roles,
                updatedAt,
                present.groupRoles());
    }

    /// What an administrator locked the file does not unlock: only whoever did knows whether the reason is gone.
    private User.Status status(User.Status present) {
        if (status == null) return present;
        return status == User.Status.active && present == User.Status.locked ? present : status;
    }

    /// What was verified was the address, so it does not carry over to another one.
    private boolean keepsVerification(User present) {
        return present.emailVerified()
                && email != null
                && present.email() != null
                && Identifiers.normalize(email).equals(Identifiers.normalize(present.email()));
    }

    @Override
    public String toString() {
        return "DeclaredUser[" + name() + "]";
    }
}
