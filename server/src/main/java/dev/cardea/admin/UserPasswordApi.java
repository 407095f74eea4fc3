package dev.cardea.admin;

import dev.cardea.account.Accounts;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.session.SessionEndings.Reason;
import dev.cardea.user.Identifiers;
import dev.cardea.user.User;
import dev.cardea.user.UserStore;
import java.util.List;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.oauth.OAuthError.invalidRequest;

/// `PUT /api/admin/users/{id}/password`: gives an account another password. Whatever the former one opened ends with it.
final class UserPasswordApi {
    private final UsersApi users;
    private final UserStore store;
    private final NewAccounts newAccounts;
    private final Accounts accounts;
    private final AuditLog audit;

    UserPasswordApi(UsersApi users, UserStore store, NewAccounts newAccounts, Accounts accounts, AuditLog audit) {
        this.users = users;
        this.store = store;
        this.newAccounts = newAccounts;
        this.accounts = accounts;
        this.audit = audit;
    }

    Router routes(AdminAccess access) {
        return new Router()
                .add(Set.of("PUT"), "/api/admin/users/{id}/password", NONE, access.writing(this::put));
    }

    private Response put(Request request, Administrator by) {
        var user = users.findToChange(request, by);
        if (user.status() == User.Status.invited)
            throw Answer.conflict("the person has not accepted the invitation yet, and chooses the password then");
        var body = Answer.body(request);
        if (!(body.get("password") instanceof String password) || body.size() != 1)
            throw invalidRequest("the body must be an object with password and nothing else");
        var hash = newAccounts.hash(user, password);
        var present = store.findByIdentifier(Identifiers.normalize(user.displayName()))
                .orElseThrow(() -> Answer.unknown("account"));
        if (!store.replacePassword(user.id(), present.passwordHash(), hash))
            throw Answer.conflict("the password is replaced by somebody else at the same time; try again");
        accounts.shutOut(user.id(), Reason.password_replaced);
        audit.record(new AuditEvent.AccountChanged(user.id(), by.user(), by.client(), List.of("password"),
                Answer.reason(request)));
        return Response.empty(204);
    }
}
