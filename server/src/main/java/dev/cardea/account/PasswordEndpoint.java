package dev.cardea.account;

import dev.cardea.form.Asked;
import dev.cardea.html.AccountSection;
import dev.cardea.html.DeskFormPage;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.html.Pages;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.recovery.PasswordChange;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import java.util.List;

/// GET and POST /account/password: a person replaces their password by another one. `/.well-known/change-password` leads
/// here (W3C, A Well-Known URL for Changing Passwords).
public final class PasswordEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.password.path();
    private static final String KEY = "change";
    private final Entrance entrance;
    private final PasswordChange change;
    private final Interactions interactions;
    private final Pages pages;

    public PasswordEndpoint(Entrance entrance, PasswordChange change, Interactions interactions, Pages pages) {
        this.entrance = entrance;
        this.change = change;
        this.interactions = interactions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return entrance.fresh(request, Interaction.Resume.password, visit -> request.isPost()
                ? change(visit)
                : show(visit, page(visit, List.of(), List.of())));
    }

    private Response change(Visit visit) {
        var form = visit.request().form();
        if (!interactions.isGenuine(visit.request(), PATH, visit.person()))
            return show(visit, page(visit, List.of(), List.of()).refused(400, "form.problem.expired"));
        return switch (change.change(visit.current(), form.get("old_password").orElse(""),
                form.get("new_password").orElse(""), visit.request().peer().address())) {
            case PasswordChange.Outcome.Done() -> Response.redirect(PATH + "?done=1");
            case PasswordChange.Outcome.WrongPassword() ->
                show(visit, page(visit, List.of("field.problem.old_password"), List.of()).refused(400, null));
            case PasswordChange.Outcome.Weak(var problems) ->
                show(visit, page(visit, List.of(), Asked.messages(problems)).refused(400, null));
            case PasswordChange.Outcome.TooMany _ ->
                show(visit, page(visit, List.of(), List.of()).refused(429, "login.problem.throttled"));
        };
    }

    private Response show(Visit visit, FormPage page) {
        return pages.deskForm(new DeskFormPage(page, AccountSection.SECURITY, visit.user().displayName(),
                visit.request().query().get("done").isPresent()));
    }

    private FormPage page(Visit visit, List<String> former, List<String> wanted) {
        return new FormPage(visit.locale(), 200, KEY, null, null, PATH, "",
                interactions.csrfToken(visit.browser(), PATH, visit.person()),
                List.of(FormField.password("old_password", former),
                        FormField.newPassword(change.shortest(), wanted)),
                null, List.of());
    }
}
