package dev.cardea.login;

import dev.cardea.client.Clients;
import dev.cardea.factor.EmailCodes;
import dev.cardea.factor.Enrolments;
import dev.cardea.factor.Factor.Kind;
import dev.cardea.factor.FactorForms;
import dev.cardea.factor.Factors;
import dev.cardea.html.EnrolPage;
import dev.cardea.html.FactorProblem;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.html.RecoveryCodesPage;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.login.SignInSteps.Pending;
import dev.cardea.oauth.ClientId;
import dev.cardea.session.Interactions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GET /login/enrol, GET and POST /login/enrol/{kind}: setting the first factor up, for whoever passed the password where
/// a policy requires a second factor and the person has none.
public final class EnrolEndpoint {
    static final String PATH = "/login/enrol";

    private final SignInSteps steps;
    private final Factors factors;
    private final Enrolments enrolments;
    private final FactorForms forms;
    private final EmailCodes emailCodes;
    private final Interactions interactions;
    private final Clients clients;
    private final Pages pages;

    public EnrolEndpoint(SignInSteps steps, Factors factors, Enrolments enrolments, FactorForms forms,
            EmailCodes emailCodes, Interactions interactions, Clients clients, Pages pages) {
        this.steps = steps;
        this.factors = factors;
        this.enrolments = enrolments;
        this.forms = forms;
        this.emailCodes = emailCodes;
        this.interactions = interactions;
        this.clients = clients;
        this.pages = pages;
    }

    /// The choice; where there is none, the page itself.
    public Response first(Request request) {
        return FactorEndpoint.pending(interactions, steps, request, pending -> {
            if (mayNot(pending)) return back(pending);
            var possible = factors.possible(pending.user(), List.of());
            return possible.size() == 1 ? to(pending, possible.getFirst()) : page(request, pending, null, null);
        });
    }

    public Response one(Request request) {
        return FactorEndpoint.pending(interactions, steps, request, pending -> {
            if (mayNot(pending)) return back(pending);
            var kind = FactorForms.kind(request, factors.possible(pending.user(), List.of()));
            if (kind.isEmpty()) return Response.redirect(PATH + "?request=" + pending.handle());
            return request.isPost()
                    ? answer(request, pending, kind.get())
                    : page(request, pending, kind.get(), null);
        });
    }

    /// Whoever has a factor proves that one: otherwise a password would be enough to add another.
    private boolean mayNot(Pending pending) {
        return pending.current().isPresent() || !factors.of(pending.user()).isEmpty();
    }

    private Response back(Pending pending) {
        return Response.redirect(pending.current().isPresent()
                ? steps.next(pending)
                : FactorEndpoint.PATH + "?request=" + pending.handle());
    }

    private static Response to(Pending pending, Kind kind) {
        return Response.redirect(PATH + "/" + kind + "?request=" + pending.handle());
    }

    private Response answer(Request request, Pending pending, Kind kind) {
        if (!interactions.isGenuine(request, PATH, pending.handle()))
            return page(request, pending, kind, FactorProblem.EXPIRED);
        var user = pending.user();
        if (kind == Kind.email && request.form().get("send").isPresent())
            return emailCodes.send(user, request.peer().address())
                    ? to(pending, kind)
                    : page(request, pending, kind, FactorProblem.NOT_SENT);
        var locale = locale(request, pending);
        var added = enrolments.finish(kind, user, pending.browser(), FactorForms.sent(request, kind),
                pages.say(locale, "factor.kind." + kind));
        if (added.isEmpty()) return page(request, pending, kind, FactorProblem.WRONG);
        var amr = kind == Kind.passkey ? List.of("pop", "user", "mfa") : List.of("otp", "mfa");
        var cookie = steps.finish(pending, request, amr);
        if (cookie.isEmpty()) return back(pending);
        return pages.recoveryCodes(new RecoveryCodesPage(locale, user.displayName(), added.get().recoveryCodes(),
                steps.next(pending), false)).with("Set-Cookie", cookie.get());
    }

    private static Locale locale(Request request, Pending pending) {
        return Locales.negotiate(pending.interaction().parameters().get("ui_locales"),
                request.headers("Accept-Language"));
    }

    private Response page(Request request, Pending pending, @Nullable Kind kind, @Nullable FactorProblem problem) {
        var user = pending.user();
        var handle = pending.handle();
        var choices = factors.possible(user, List.of())
                .stream()
                .filter(other -> other != kind)
                .map(other -> new EnrolPage.Choice(other.name(), PATH + "/" + other + "?request=" + handle))
                .toList();
        var client = Optional.ofNullable(pending.interaction().parameters().get("client_id"))
                .flatMap(id -> clients.find(new ClientId(id)));
        return pages.enrol(forms.page(
                new FactorForms.Frame(request, locale(request, pending), pending.browser(), user,
                        kind == null ? PATH : PATH + "/" + kind, handle,
                        interactions.csrfToken(pending.browser(), PATH, handle), choices, null,
                        client.map(c -> c.redirects()
                                .answering(pending.interaction().parameters().get("redirect_uri"))).orElse(List.of())),
                kind, problem));
    }
}
