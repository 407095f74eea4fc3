package dev.cardea.account;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.html.AccountSection;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.mail.AccountMail;
import dev.cardea.mail.Mails;
import dev.cardea.session.Interaction;
import dev.cardea.session.SessionEndings;
import dev.cardea.user.Identifiers;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.List;

/// GET and POST /account/delete: a person erases their account, after signing in anew and typing what it is called. An
/// account that the configuration file declares would be made again when the server starts, so its operator erases it.
public final class DeleteEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.delete.path();
    private final Entrance entrance;
    private final Desk desk;
    private final UserStore users;
    private final ProfileStore profiles;
    private final Accounts accounts;
    private final Mails mails;
    private final Runnable wake;
    private final AuditLog audit;
    private final InstantSource clock;

    public DeleteEndpoint(Entrance entrance, Desk desk, UserStore users, ProfileStore profiles,
            Accounts accounts, Mails mails, Runnable wake, AuditLog audit, InstantSource clock) {
        this.entrance = entrance;
        this.desk = desk;
        this.users = users;
        this.profiles = profiles;
        this.accounts = accounts;
        this.mails = mails;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        return entrance.fresh(request, Interaction.Resume.delete, visit -> {
            if (users.declaration(visit.user().id()).isPresent())
                return desk.notice(visit, request.isPost() ? 403 : 200, AccountSection.DATA, "delete.managed");
            return request.isPost() ? erase(visit) : desk.show(visit, AccountSection.DATA, page(visit, List.of()));
        });
    }

    private Response erase(Visit visit) {
        if (!desk.isGenuine(visit, PATH, ""))
            return desk.show(visit, AccountSection.DATA,
                    page(visit, List.of()).refused(400, "form.problem.expired"));
        var user = visit.user();
        var typed = visit.request().form().get("confirmation").orElse("");
        if (!Identifiers.normalize(typed).equals(Identifiers.normalize(user.displayName())))
            return desk.show(visit, AccountSection.DATA,
                    page(visit, List.of("field.problem.confirmation")).refused(400, null));
        accounts.shutOut(user.id(), SessionEndings.Reason.account_removed);
        audit.record(new AuditEvent.AccountRemoved(user.id()));
        profiles.erase(user.id(), mails.to(user, AccountMail.news("account_removed", null, clock.instant())));
        wake.run();
        return Response.redirect("/");
    }

    private FormPage page(Visit visit, List<String> problems) {
        return desk.form(visit, "delete", PATH, List.of(
                FormField.text("confirmation", "", "off", true, problems))).about(visit.user().displayName());
    }
}
