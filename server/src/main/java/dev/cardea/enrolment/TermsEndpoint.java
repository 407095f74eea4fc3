package dev.cardea.enrolment;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.form.Forms;
import dev.cardea.form.Forms.Visit;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import java.time.InstantSource;
import java.util.List;

/// GET and POST /terms: asks somebody who has just signed in to accept the terms, where there is a version that they have
/// not accepted yet, and goes on.
public final class TermsEndpoint implements Endpoint {
    static final String PATH = "/terms";
    private final Terms terms;
    private final TermsStore store;
    private final Sessions sessions;
    private final Interactions interactions;
    private final Forms forms;
    private final AuditLog audit;
    private final InstantSource clock;

    public TermsEndpoint(Terms terms, TermsStore store, Sessions sessions, Interactions interactions, Forms forms,
            AuditLog audit, InstantSource clock) {
        this.terms = terms;
        this.store = store;
        this.sessions = sessions;
        this.interactions = interactions;
        this.forms = forms;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var current = sessions.current(request);
        var handle = request.parameters().get("request").orElse("");
        var opened = interactions.open(handle, request);
        if (current.isEmpty() || opened.isEmpty()) return Response.redirect("/login");
        var interaction = opened.get().interaction();
        var user = current.get().user();
        var visit = forms.visit(request, interaction.parameters().get("ui_locales"));
        if (!request.isPost()) return forms.show(visit, page(visit, handle, List.of()));
        if (!forms.isGenuine(visit, PATH, handle))
            return forms.show(visit, page(visit, handle, List.of()).refused(400, "form.problem.expired"));
        if (!visit.typed("terms").equals("yes"))
            return forms.show(visit, page(visit, handle, List.of("field.problem.terms_again")).refused(400, null));
        store.accept(user.id(), terms.version(), clock.instant());
        audit.record(new AuditEvent.TermsAccepted(user.id(), terms.version()));
        return Response.redirect(interactions.next(interaction, opened.get().browser()));
    }

    private FormPage page(Visit visit, String handle, List<String> problems) {
        return forms.page(visit, "terms", PATH, handle,
                List.of(FormField.agreement("terms", terms.page().in(visit.locale()), problems)))
                .leadingTo(new FormPage.Onward("home.sign_out", "/oauth2/sessions/logout"));
    }
}
