package dev.cardea.enrolment;

import dev.cardea.form.Forms;
import dev.cardea.form.Forms.Visit;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.link.Links;
import dev.cardea.link.Links.Followed;
import dev.cardea.session.Interactions;
import java.util.List;

/// GET and POST /register/confirm: the page behind the link in a mail. Sending its form makes the account; after that the
/// sign-in goes on in which the registration began, if this is the same browser.
public final class ConfirmEndpoint implements Endpoint {
    private static final String PATH = RegisterEndpoint.CONFIRM;
    private static final FormPage.Onward SIGN_IN = new FormPage.Onward("link.sign_in", "/login");
    private final Registrations registrations;
    private final Interactions interactions;
    private final Forms forms;

    public ConfirmEndpoint(Registrations registrations, Interactions interactions, Forms forms) {
        this.registrations = registrations;
        this.interactions = interactions;
        this.forms = forms;
    }

    @Override
    public Response handle(Request request) {
        var visit = forms.visit(request);
        var link = visit.parameter(request.isPost() ? "request" : Links.PARAMETER);
        var followed = registrations.follow(link);
        if (followed.isEmpty()) return gone(visit);
        if (!request.isPost()) return forms.show(visit, page(visit, link, followed.get()));
        if (!forms.isGenuine(visit, PATH, link))
            return forms.show(visit, page(visit, link, followed.get()).refused(400, "form.problem.expired"));
        return switch (registrations.confirm(link)) {
            case Registrations.Confirmation.BadLink() -> gone(visit);
            case Registrations.Confirmation.Taken() -> forms.notice(visit, 400, "confirm.taken", null, SIGN_IN);
            case Registrations.Confirmation.Done(var user, var handle) -> {
                boolean here = !handle.isEmpty() && interactions.open(handle, request).isPresent();
                yield forms.notice(visit, 200, "confirm.done", user.displayName(), here
                        ? new FormPage.Onward("confirm.go_on", "/login?request=" + handle)
                        : SIGN_IN);
            }
        };
    }

    private Response gone(Visit visit) {
        return forms.notice(visit, 400, "confirm.gone", null, SIGN_IN);
    }

    private FormPage page(Visit visit, String link, Followed followed) {
        return forms.page(visit, "confirm", PATH, link, List.of()).about(followed.link().address());
    }
}
