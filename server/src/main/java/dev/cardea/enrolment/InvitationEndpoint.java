package dev.cardea.enrolment;

import dev.cardea.form.Asked;
import dev.cardea.form.Forms;
import dev.cardea.form.Forms.Visit;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.link.Links;
import dev.cardea.password.PasswordProblem;
import dev.cardea.user.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GET and POST /invitation: the page behind the link in a mail, where an invited person chooses a password.
public final class InvitationEndpoint implements Endpoint {
    public static final String PATH = "/invitation";
    private static final FormPage.Onward SIGN_IN = new FormPage.Onward("link.sign_in", "/login");
    private final Invitations invitations;
    private final @Nullable Terms terms;
    private final Forms forms;

    /// @param terms null where there are none
    public InvitationEndpoint(Invitations invitations, @Nullable Terms terms, Forms forms) {
        this.invitations = invitations;
        this.terms = terms;
        this.forms = forms;
    }

    @Override
    public Response handle(Request request) {
        var visit = forms.visit(request);
        var link = visit.parameter(request.isPost() ? "request" : Links.PARAMETER);
        var invited = invitations.invited(link).orElse(null);
        if (invited == null) return gone(visit);
        if (!request.isPost()) return forms.show(visit, page(visit, link, invited, List.of(), false));
        if (!forms.isGenuine(visit, PATH, link))
            return forms.show(visit, page(visit, link, invited, List.of(), false).refused(400, "form.problem.expired"));
        boolean agreed = terms == null || visit.typed("terms").equals("yes");
        if (!agreed) return forms.show(visit, page(visit, link, invited, List.of(), true).refused(400, null));
        return switch (invitations.accept(link, visit.typed("new_password"), terms == null ? null : terms.version())) {
            case Invitations.Outcome.Done _ ->
                forms.notice(visit, 200, "invitation.done", invited.displayName(), SIGN_IN);
            case Invitations.Outcome.BadLink() -> gone(visit);
            case Invitations.Outcome.Weak(var problems) ->
                forms.show(visit, page(visit, link, invited, problems, false).refused(400, null));
        };
    }

    private Response gone(Visit visit) {
        return forms.notice(visit, 400, "invitation.gone", null, SIGN_IN);
    }

    private FormPage page(Visit visit, String link, User invited, List<PasswordProblem> problems, boolean unaccepted) {
        var fields = new ArrayList<FormField>();
        fields.add(FormField.newPassword(invitations.shortest(), Asked.messages(problems)));
        if (terms != null)
            fields.add(FormField.agreement("terms", terms.page().in(visit.locale()),
                    unaccepted ? List.of("field.problem.terms") : List.of()));
        return forms.page(visit, "invitation", PATH, link, fields).about(invited.displayName());
    }
}
