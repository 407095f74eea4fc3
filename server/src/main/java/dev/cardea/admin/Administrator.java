package dev.cardea.admin;

import dev.cardea.oauth.ClientId;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.UserId;
import dev.cardea.organization.Role;
import dev.cardea.user.User;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, and how far that reaches.
///
/// @param client through which they ask, or that asks for itself
/// @param user null for a client that asks for itself
/// @param roles that the person holds
/// @param organization the only one there is for this administrator; null for the whole installation
record Administrator(ClientId client, @Nullable UserId user, Set<String> roles, @Nullable String organization) {
    boolean isOfAll() {
        return organization == null;
    }

    /// @throws dev.cardea.oauth.OAuthException `access_denied` for an organization's administrator
    void requireAll() {
        if (!isOfAll())
            throw OAuthError.of(ErrorCode.access_denied, "this is for administrators of the installation");
    }

    boolean sees(User other) {
        return organization == null || organization.equals(other.organization());
    }

    /// Nobody gives a right that they do not have.
    boolean mayGive(String role) {
        return isOfAll() || (roles.contains(role) && !role.equals(Role.ADMINISTRATOR));
    }
}
