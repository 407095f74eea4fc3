package dev.cardea.enrolment;

import dev.cardea.client.Clients;
import dev.cardea.enrolment.Beginnings.Beginning;
import dev.cardea.form.Asked;
import dev.cardea.form.Forms;
import dev.cardea.form.Forms.Visit;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.organization.OrganizationStore;
import dev.cardea.password.PasswordProblem;
import dev.cardea.session.Interactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// GET and POST /register: people make themselves an account, in the sign-in to an application or apart from one. What
/// follows is the same page for every address.
public final class RegisterEndpoint implements Endpoint {
    public static final String PATH = "/register";
    /// The page behind the link in the mail.
    public static final String CONFIRM = "/register/confirm";
    private static final String KEY = "register";
    private static final int FORBIDDEN = 403;
    private final Registrations registrations;
    private final Beginnings beginnings;
    private final Forms forms;

    public RegisterEndpoint(Registrations registrations, Interactions interactions, Clients clients,
            OrganizationStore organizations, Forms forms) {
        this.registrations = registrations;
        this.beginnings = new Beginnings(registrations.policy(), interactions, clients, organizations);
        this.forms = forms;
    }

    @Override
    public Response handle(Request request) {
        // The form knows its beginning by one field: an interaction, a client or an organization.
        var from = request.parameters();
        var origin = request.isPost() ? Origin.read(from.get("request").orElse("")) : Origin.of(from);
        var beginning = beginnings.of(request, origin.request(), origin.client(), origin.organization());
        var visit = forms.visit(request, beginning.languages());
        if (!beginning.open()) return forms.notice(visit, FORBIDDEN, "register.closed", null, back(beginning));
        if (!request.isPost())
            return forms.show(visit, page(visit, origin, beginning, Map.of(), List.of()));
        if (!forms.isGenuine(visit, PATH, origin.text()))
            return forms.show(visit, page(visit, origin, beginning, Map.of(), List.of())
                    .refused(400, "form.problem.expired"));
        return switch (registrations.register(application(visit, beginning), request.peer().address())) {
            case Registrations.Outcome.Taken() ->
                forms.notice(visit, 200, "register.sent", visit.typed("email").strip(), back(beginning));
            case Registrations.Outcome.Refused(var fields, var password) ->
                forms.show(visit, page(visit, origin, beginning, fields, password).refused(400, null));
        };
    }

    private Application application(Visit visit, Beginning beginning) {
        var terms = registrations.policy().terms();
        var accepted = terms != null && visit.typed("terms").equals("yes") ? terms.version() : "";
        var name = visit.typed("name").strip();
        return new Application(visit.typed("email").strip(), visit.typed("new_password"),
                name.isEmpty() ? Map.of() : Map.of("name", name), visit.locale().getLanguage(), beginning.client(),
                beginning.organization(), accepted, beginning.request());
    }

    private FormPage page(Visit visit, Origin origin, Beginning beginning, Map<String, String> problems,
            List<PasswordProblem> password) {
        boolean sent = visit.request().isPost();
        var fields = new ArrayList<FormField>();
        fields.add(FormField.text("name", sent ? visit.typed("name") : "", "name", false, of("name", problems)));
        fields.add(FormField.email(sent ? visit.typed("email") : "", of("email", problems)));
        fields.add(FormField.newPassword(registrations.shortest(), Asked.messages(password)));
        var terms = registrations.policy().terms();
        if (terms != null)
            fields.add(FormField.agreement("terms", terms.page().in(visit.locale()), of("terms", problems)));
        var page = forms.page(visit, KEY, PATH, origin.text(), fields)
                .of(beginnings.owner(beginning))
                .leadingTo(back(beginning));
        return beginning.client() == null ? page : page.about(beginning.client().display().in(visit.locale()).name());
    }

    private static List<String> of(String field, Map<String, String> problems) {
        return problems.containsKey(field) ? List.of("field.problem." + field) : List.of();
    }

    private static FormPage.Onward back(Beginning beginning) {
        var request = beginning.request();
        return new FormPage.Onward("link.sign_in", request.isEmpty() ? "/login" : "/login?request=" + request);
    }
}
