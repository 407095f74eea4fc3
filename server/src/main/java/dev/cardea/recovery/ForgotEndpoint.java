package dev.cardea.recovery;

import dev.cardea.errand.AskingLimit;
import dev.cardea.errand.Errands;
import dev.cardea.form.Forms;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.user.EmailAddress;
import java.util.List;

/// GET and POST /forgot: asks for the address of an account, and mails what can be done. The page that follows is one and
/// the same for every address.
public final class ForgotEndpoint implements Endpoint {
    public static final String PATH = "/forgot";
    private static final String KEY = "forgot";
    private final Forms forms;
    private final Errands errands;
    private final AskingLimit limit;

    public ForgotEndpoint(Forms forms, Errands errands, AskingLimit limit) {
        this.forms = forms;
        this.errands = errands;
        this.limit = limit;
    }

    @Override
    public Response handle(Request request) {
        var visit = forms.visit(request);
        // In whose sign-in this began; it goes on there once the password is known again.
        var about = visit.parameter("request");
        if (!request.isPost()) return forms.show(visit, page(visit, about, List.of()));
        if (!forms.isGenuine(visit, PATH, about))
            return forms.show(visit, page(visit, about, List.of()).refused(400, "form.problem.expired"));
        var address = visit.typed("email").strip();
        if (!EmailAddress.isUsable(address))
            return forms.show(visit, page(visit, about, List.of("field.problem.email")).refused(400, null));
        if (limit.admits(address, request.peer().address()))
            errands.take(ForgottenPassword.NAME, address, ForgottenPassword.of(address));
        return forms.notice(visit, 200, "forgot.sent", address, back(about));
    }

    private FormPage page(Forms.Visit visit, String about, List<String> problems) {
        var typed = visit.request().isPost() ? visit.typed("email") : "";
        return forms.page(visit, KEY, PATH, about, List.of(FormField.email(typed, problems))).leadingTo(back(about));
    }

    private static FormPage.Onward back(String about) {
        return new FormPage.Onward("link.sign_in", about.isEmpty() ? "/login" : "/login?request=" + about);
    }
}
