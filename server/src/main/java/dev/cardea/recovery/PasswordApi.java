package dev.cardea.recovery;

import dev.cardea.errand.AskingLimit;
import dev.cardea.errand.Errands;
import dev.cardea.form.Asked;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.http.TooManyAttempts;
import dev.cardea.session.Sessions;
import dev.cardea.user.EmailAddress;
import java.util.Map;

/// POST /api/account/password/…: forgotten, reset and changed passwords for programs.
public final class PasswordApi {
    private static final String BASE = "/api/account/password/";
    private final Errands errands;
    private final AskingLimit limit;
    private final PasswordReset reset;
    private final PasswordChange change;
    private final Sessions sessions;

    public PasswordApi(Errands errands, AskingLimit limit, PasswordReset reset, PasswordChange change,
            Sessions sessions) {
        this.errands = errands;
        this.limit = limit;
        this.reset = reset;
        this.change = change;
        this.sessions = sessions;
    }

    public Router routes() {
        return withoutMail().post(BASE + "forgot", this::forgot).post(BASE + "reset", this::reset);
    }

    /// What there is where no link can be mailed.
    public Router withoutMail() {
        return new Router().post(BASE + "change", this::change);
    }

    /// `{"email"}`: the same answer for every address.
    public Response forgot(Request request) {
        var address = Asked.of(request).require("email").strip();
        if (!EmailAddress.isUsable(address)) return Asked.refusal("email", "malformed");
        if (limit.admits(address, request.peer().address()))
            errands.take(ForgottenPassword.NAME, address, ForgottenPassword.of(address));
        return Response.json(202, Map.of("status", "reset_sent_if_known"));
    }

    /// `{"token", "password"}`.
    public Response reset(Request request) {
        var asked = Asked.of(request);
        return switch (reset.reset(asked.require("token"), asked.require("password"))) {
            case PasswordReset.Outcome.Done _ -> Response.empty(204);
            case PasswordReset.Outcome.BadLink() -> Asked.badLink();
            case PasswordReset.Outcome.Weak(var problems) -> Asked.weak("password", problems);
        };
    }

    /// `{"old_password", "new_password"}`, in a session.
    public Response change(Request request) {
        var asked = Asked.of(request);
        var current = sessions.current(request);
        if (current.isEmpty()) return Asked.refusal(401, "login_required", "nobody is signed in");
        return switch (change.change(current.get(), asked.require("old_password"), asked.require("new_password"),
                request.peer().address())) {
            case PasswordChange.Outcome.Done() -> Response.empty(204);
            case PasswordChange.Outcome.WrongPassword() -> Asked.refusal("old_password", "wrong");
            case PasswordChange.Outcome.Weak(var problems) -> Asked.weak("new_password", problems);
            case PasswordChange.Outcome.TooMany(var wait) -> throw new TooManyAttempts("passwords", wait);
        };
    }
}
