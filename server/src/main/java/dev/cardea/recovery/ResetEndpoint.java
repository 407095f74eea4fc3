package dev.cardea.recovery;

import dev.cardea.form.Asked;
import dev.cardea.form.Forms;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.link.Links;
import java.util.List;

/// GET and POST /reset: the page behind the link in a mail. Only sending its form spends the link.
public final class ResetEndpoint implements Endpoint {
    public static final String PATH = "/reset";
    private static final String KEY = "reset";
    private static final FormPage.Onward AGAIN = new FormPage.Onward("reset.again", ForgotEndpoint.PATH);
    private static final FormPage.Onward SIGN_IN = new FormPage.Onward("link.sign_in", "/login");
    private final Forms forms;
    private final PasswordReset reset;

    public ResetEndpoint(Forms forms, PasswordReset reset) {
        this.forms = forms;
        this.reset = reset;
    }

    @Override
    public Response handle(Request request) {
        var visit = forms.visit(request);
        var link = visit.parameter(request.isPost() ? "request" : Links.PARAMETER);
        if (!reset.isGood(link)) return gone(visit);
        if (!request.isPost()) return forms.show(visit, page(visit, link, List.of()));
        if (!forms.isGenuine(visit, PATH, link))
            return forms.show(visit, page(visit, link, List.of()).refused(400, "form.problem.expired"));
        return switch (reset.reset(link, visit.typed("new_password"))) {
            case PasswordReset.Outcome.Done _ -> forms.notice(visit, 200, "reset.done", null, SIGN_IN);
            case PasswordReset.Outcome.BadLink() -> gone(visit);
            case PasswordReset.Outcome.Weak(var problems) ->
                forms.show(visit, page(visit, link, Asked.messages(problems)).refused(400, null));
        };
    }

    private Response gone(Forms.Visit visit) {
        return forms.notice(visit, 400, "reset.gone", null, AGAIN);
    }

    private FormPage page(Forms.Visit visit, String link, List<String> problems) {
        return forms.page(visit, KEY, PATH, link, List.of(FormField.newPassword(reset.shortest(), problems)));
    }
}
