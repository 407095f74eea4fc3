package dev.cardea.login;

import dev.cardea.client.Clients;
import dev.cardea.factor.Devices;
import dev.cardea.factor.EmailCodes;
import dev.cardea.factor.Factors;
import dev.cardea.factor.Method;
import dev.cardea.factor.Proofs;
import dev.cardea.html.FactorPage;
import dev.cardea.html.FactorProblem;
import dev.cardea.html.Locales;
import dev.cardea.html.Pages;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.login.SignInSteps.Pending;
import dev.cardea.mail.Address;
import dev.cardea.oauth.ClientId;
import dev.cardea.session.Interactions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;

/// GET /login/factor, GET and POST /login/factor/{method}: the second factor, for whoever passed the first one or is
/// signed in and asked for more.
public final class FactorEndpoint {
    static final String PATH = "/login/factor";

    private final SignInSteps steps;
    private final Factors factors;
    private final Proofs proofs;
    private final EmailCodes emailCodes;
    private final Devices devices;
    private final Interactions interactions;
    private final Clients clients;
    private final Pages pages;

    public FactorEndpoint(SignInSteps steps, Factors factors, Proofs proofs, EmailCodes emailCodes, Devices devices,
            Interactions interactions, Clients clients, Pages pages) {
        this.steps = steps;
        this.factors = factors;
        this.proofs = proofs;
        this.emailCodes = emailCodes;
        this.devices = devices;
        this.interactions = interactions;
        this.clients = clients;
        this.pages = pages;
    }

    /// Leads to the method that is offered first.
    public Response first(Request request) {
        return pending(interactions, steps, request, pending -> {
            var usable = factors.usable(pending.user(), factors.of(pending.user()));
            return usable.isEmpty() ? toFirstFactor(pending) : to(pending, usable.getFirst());
        });
    }

    private static Response to(Pending pending, Method method) {
        return Response.redirect(PATH + "/" + method + "?request=" + pending.handle());
    }

    /// One method: asks for it, and takes the answer.
    public Response one(Request request) {
        return pending(interactions, steps, request, pending -> {
            var usable = factors.usable(pending.user(), factors.of(pending.user()));
            var method = Arrays.stream(Method.values())
                    .filter(one -> one.name().equals(request.pathParameter("method")) && usable.contains(one))
                    .findFirst();
            if (method.isEmpty()) return usable.isEmpty() ? toFirstFactor(pending) : to(pending, usable.getFirst());
            return request.isPost()
                    ? answer(request, pending, method.get(), usable)
                    : page(request, pending, method.get(), usable, null, null);
        });
    }

    /// Opens what a step of signing in is about, or leads back to where it begins.
    static Response pending(Interactions interactions, SignInSteps steps, Request request,
            Function<Pending, Response> serve) {
        var handle = request.parameters().require("request");
        var opened = interactions.open(handle, request)
                .orElseThrow(() -> invalidRequest(
                        "this sign-in was started in another browser or is damaged; start again at the application"));
        // Too late: where it came from begins again with the same request.
        if (opened.expired())
            return Response.redirect(interactions.next(opened.interaction(), opened.browser()));
        return steps.pending(handle, opened, request)
                .map(serve)
                .orElseGet(() -> Response.redirect("/login?request="
                        + interactions.seal(opened.interaction().with(null), opened.browser())));
    }

    /// Whoever has nothing to prove with has to begin again: what they had was taken away meanwhile.
    private Response toFirstFactor(Pending pending) {
        return pending.current().isPresent()
                ? Response.redirect(steps.next(pending))
                : Response.redirect("/login?request="
                        + interactions.seal(pending.interaction().with(null), pending.browser()));
    }

    private Response answer(Request request, Pending pending, Method method, List<Method> usable) {
        if (!interactions.isGenuine(request, PATH, pending.handle()))
            return page(request, pending, method, usable, FactorProblem.EXPIRED, null);
        var form = request.form();
        var user = pending.user();
        if (method == Method.email && form.get("send").isPresent())
            return emailCodes.send(user, request.peer().address())
                    ? to(pending, method)
                    : page(request, pending, method, usable, FactorProblem.NOT_SENT, null);
        var outcome = proofs.prove(method, user, pending.browser(), form.get("ceremony").orElse(""),
                form.get(method == Method.passkey ? "credential" : "code").orElse(""), request.peer().address());
        return switch (outcome) {
            case Proofs.Outcome.Proven(var amr) -> proven(request, pending, method, amr);
            case Proofs.Outcome.Wrong() -> page(request, pending, method, usable, FactorProblem.WRONG, null);
            case Proofs.Outcome.Throttled(var wait) ->
                page(request, pending, method, usable, FactorProblem.THROTTLED, wait);
        };
    }

    private Response proven(Request request, Pending pending, Method method, List<String> amr) {
        var cookie = steps.finish(pending, request, amr);
        if (cookie.isEmpty()) return toFirstFactor(pending);
        if (offersToRemember(pending, method) && request.form().get("remember").isPresent())
            devices.remember(request, pending.user());
        return Response.redirect(steps.next(pending)).with("Set-Cookie", cookie.get());
    }

    /// Not where a session is asked for more, which the next one would not be spared; not by a code for emergencies.
    private static boolean offersToRemember(Pending pending, Method method) {
        return pending.current().isEmpty() && method != Method.recovery;
    }

    private Response page(Request request, Pending pending, Method method, List<Method> usable,
            @Nullable FactorProblem problem, @Nullable Duration retryAfter) {
        var user = pending.user();
        var parameters = pending.interaction().parameters();
        var client = Optional.ofNullable(parameters.get("client_id")).flatMap(id -> clients.find(new ClientId(id)));
        var email = user.email();
        var page = pages.factor(new FactorPage(
                Locales.negotiate(parameters.get("ui_locales"), request.headers("Accept-Language")),
                PATH + "/" + method,
                pending.handle(),
                interactions.csrfToken(pending.browser(), PATH, pending.handle()),
                method.name(),
                usable.stream().filter(other -> other != method).map(Method::name).toList(),
                user.displayName(),
                method == Method.passkey ? proofs.passkey(user, pending.browser()) : null,
                method == Method.email && email != null ? Address.masked(email) : null,
                method == Method.email && emailCodes.isSent(user),
                offersToRemember(pending, method) ? devices.offered(user).toDays() : 0,
                problem,
                client.map(c -> c.redirects().answering(parameters.get("redirect_uri"))).orElse(List.of())));
        if (retryAfter != null) page = page.with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        return pending.browser().setCookie() == null
                ? page
                : page.with("Set-Cookie", pending.browser().setCookie());
    }
}
