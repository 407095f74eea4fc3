package dev.cardea.account;

import dev.cardea.attribute.Attributes;
import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.html.AccountSection;
import dev.cardea.html.FormField;
import dev.cardea.html.FormPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Form;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interaction;
import dev.cardea.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// GET and POST /account/profile: what a person says of themselves. Of an account that the configuration file declares,
/// that file says it: it would be put back when the server starts.
public final class ProfileEndpoint implements Endpoint {
    private static final String PATH = Interaction.Resume.profile.path();
    private final Entrance entrance;
    private final Desk desk;
    private final OwnAttributes attributes;
    private final UserStore users;
    private final ProfileStore profiles;
    private final AuditLog audit;
    private final InstantSource clock;

    public ProfileEndpoint(Entrance entrance, Desk desk, Attributes attributes, UserStore users, ProfileStore profiles,
            AuditLog audit,
            InstantSource clock) {
        this.entrance = entrance;
        this.desk = desk;
        this.attributes = new OwnAttributes(attributes);
        this.users = users;
        this.profiles = profiles;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        return entrance.signedIn(request, Interaction.Resume.profile, visit -> {
            if (users.declaration(visit.user().id()).isPresent())
                return desk.notice(visit, request.isPost() ? 403 : 200, AccountSection.PROFILE, "profile.managed");
            if (request.isPost()) return change(visit);
            return desk.show(visit, AccountSection.PROFILE, page(visit, Form.EMPTY, List.of()));
        });
    }

    private Response change(Visit visit) {
        var form = visit.request().form();
        if (!desk.isGenuine(visit, PATH, ""))
            return desk.show(visit, AccountSection.PROFILE,
                    page(visit, form, List.of()).refused(400, "form.problem.expired"));
        var problems = Profile.problems(form);
        if (!problems.isEmpty() || !attributes.areUsable(form))
            return desk.show(visit, AccountSection.PROFILE, page(visit, form, problems).refused(400, null));
        var user = visit.user();
        var claims = attributes.changed(Profile.changed(user, form), form);
        var differences = Profile.differences(user.claims(), claims);
        if (differences.isEmpty()) return Desk.done(PATH);
        if (!profiles.change(user.id(), user.updatedAt(), claims, clock.instant()))
            return desk.show(visit, AccountSection.PROFILE,
                    page(visit, form, List.of()).refused(409, "form.problem.changed"));
        audit.record(new AuditEvent.ProfileChanged(user.id(), differences));
        return Desk.done(PATH);
    }

    private FormPage page(Visit visit, Form typed, List<String> problems) {
        boolean sent = visit.request().isPost();
        var standard = Profile.ITEMS.stream()
                .map(item -> FormField.text(item.claim(),
                        sent ? typed.get(item.claim()).orElse("") : Profile.value(visit.user(), item.claim()),
                        item.autocomplete(), false,
                        problems.contains(item.claim()) ? List.of("field.problem." + item.claim()) : List.of()));
        var own = attributes.fields(visit.user().claims(), typed, sent, visit.locale());
        var fields = Stream.concat(standard, own.stream()).toList();
        return desk.form(visit, "profile", PATH, fields);
    }
}
