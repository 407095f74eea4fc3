package dev.cardea.account;

import dev.cardea.factor.EmailCodes;
import dev.cardea.factor.Enrolments;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.factor.FactorForms;
import dev.cardea.factor.Factors;
import dev.cardea.html.FactorProblem;
import dev.cardea.html.Pages;
import dev.cardea.html.RecoveryCodesPage;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.session.Interaction.Resume;
import dev.cardea.session.Interactions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GET and POST /account/security/add/{kind}: one more factor, for whoever signed in just now with all they have.
public final class AddFactorEndpoint implements Endpoint {
    private final Entrance entrance;
    private final Factors factors;
    private final Enrolments enrolments;
    private final FactorForms forms;
    private final EmailCodes emailCodes;
    private final Interactions interactions;
    private final Pages pages;

    public AddFactorEndpoint(Entrance entrance, Factors factors, Enrolments enrolments, FactorForms forms,
            EmailCodes emailCodes, Interactions interactions, Pages pages) {
        this.entrance = entrance;
        this.factors = factors;
        this.enrolments = enrolments;
        this.forms = forms;
        this.emailCodes = emailCodes;
        this.interactions = interactions;
        this.pages = pages;
    }

    private static Resume resume(Kind kind) {
        return switch (kind) {
            case passkey -> Resume.add_passkey;
            case totp -> Resume.add_totp;
            case email -> Resume.add_email;
        };
    }

    static String path(Kind kind) {
        return resume(kind).path();
    }

    @Override
    public Response handle(Request request) {
        var kind = FactorForms.kind(request, List.of(Kind.values()));
        if (kind.isEmpty()) return Response.redirect(SecurityEndpoint.PATH);
        return entrance.fresh(request, resume(kind.get()), visit -> serve(visit, kind.get()));
    }

    private Response serve(Visit visit, Kind kind) {
        if (!factors.possible(visit.user(), factors.of(visit.user())).contains(kind))
            return Response.redirect(SecurityEndpoint.PATH);
        return visit.request().isPost() ? add(visit, kind) : page(visit, kind, null);
    }

    private Response add(Visit visit, Kind kind) {
        var request = visit.request();
        if (!interactions.isGenuine(request, path(kind), visit.person()))
            return page(visit, kind, FactorProblem.EXPIRED);
        if (kind == Kind.email && request.form().get("send").isPresent())
            return emailCodes.send(visit.user(), request.peer().address())
                    ? Response.redirect(path(kind))
                    : page(visit, kind, FactorProblem.NOT_SENT);
        var added = enrolments.finish(kind, visit.user(), visit.browser(), FactorForms.sent(request, kind),
                pages.say(visit.locale(), "factor.kind." + kind));
        if (added.isEmpty()) return page(visit, kind, FactorProblem.WRONG);
        var codes = added.get().recoveryCodes();
        return codes.isEmpty()
                ? SecurityEndpoint.done("added")
                : pages.recoveryCodes(new RecoveryCodesPage(visit.locale(), visit.user().displayName(), codes,
                        SecurityEndpoint.PATH + "?done=added", true));
    }

    private Response page(Visit visit, Kind kind, @Nullable FactorProblem problem) {
        return pages.enrol(forms.page(
                new FactorForms.Frame(visit.request(), visit.locale(), visit.browser(), visit.user(), path(kind), "",
                        interactions.csrfToken(visit.browser(), path(kind), visit.person()), List.of(),
                        SecurityEndpoint.PATH, List.of()),
                kind, problem));
    }
}
