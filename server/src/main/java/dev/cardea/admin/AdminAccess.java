package dev.cardea.admin;

import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.organization.Role;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.ProtectedAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may use the administration API: a token for it with the scope, of a person who holds a role of an administrator, or
/// of a client that acts for itself. A client that belongs to an organization reaches no further than that.
final class AdminAccess {
    static final String READ = "admin.read";
    static final String WRITE = "admin.write";

    private final ProtectedAccess access;
    private final String audience;

    /// @param audience that tokens must be for
    AdminAccess(ProtectedAccess access, String audience) {
        this.access = access;
        this.audience = audience;
    }

    /// What is done for an administrator.
    @FunctionalInterface
    interface Action {
        Response handle(Request request, Administrator by);
    }

    Endpoint reading(Action action) {
        return guarded(READ, action);
    }

    Endpoint writing(Action action) {
        return guarded(WRITE, action);
    }

    private Endpoint guarded(String scope, Action action) {
        return request -> {
            try {
                return action.handle(request, administrator(access.of(request, audience, _ -> {}), scope));
            } catch (ProtectedAccess.Missing missing) {
                return missing.challenge();
            }
        };
    }

    private static Administrator administrator(AccessTokens.Active active, String scope) {
        var client = active.client();
        if (!active.token().scopes().contains(scope))
            throw OAuthError.of(ErrorCode.insufficient_scope, "this needs an access token with scope " + scope)
                    .with("client", client.id())
                    .with("scope of the token", active.token().scopes());
        if (active.standing().isEmpty()) return new Administrator(client.id(), null, Set.of(), client.organization());
        var user = active.standing().get().user();
        if (user.allRoles().contains(Role.ADMINISTRATOR))
            return new Administrator(client.id(), user.id(), user.allRoles(), client.organization());
        if (!user.allRoles().contains(Role.ORGANIZATION_ADMINISTRATOR) || user.organization() == null
                || isOfAnother(client.organization(), user.organization()))
            throw OAuthError.of(ErrorCode.access_denied,
                    "this needs the role " + Role.ADMINISTRATOR + ", or " + Role.ORGANIZATION_ADMINISTRATOR
                            + " in an organization")
                    .with("client", client.id())
                    .with("user", user.id());
        return new Administrator(client.id(), user.id(), user.allRoles(), user.organization());
    }

    private static boolean isOfAnother(@Nullable String client, String user) {
        return client != null && !client.equals(user);
    }
}
