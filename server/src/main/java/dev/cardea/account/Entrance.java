package dev.cardea.account;

import dev.cardea.factor.Factors;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.AcrValues;
import dev.cardea.session.Interaction;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/// Lets people in to the pages of their account, and leads whoever has to prove more through `/login` and back: to the
/// page that the constant of [Interaction.Resume] names, never to an address that was sent.
public final class Entrance {
    /// How old a sign-in may be for what somebody could keep the account with: the password, a factor, the e-mail
    /// address.
    public static final Duration FRESH = Duration.ofMinutes(5);

    private final Sessions sessions;
    private final Interactions interactions;
    private final Factors factors;
    private final InstantSource clock;

    public Entrance(Sessions sessions, Interactions interactions, Factors factors, InstantSource clock) {
        this.factors = factors;
        this.sessions = sessions;
        this.interactions = interactions;
        this.clock = clock;
    }

    /// For whoever is signed in.
    ///
    /// @param page where to go on after signing in
    public Response signedIn(Request request, Interaction.Resume page, Function<Visit, Response> serve) {
        var browser = interactions.browser(request);
        var current = sessions.current(request);
        var response = current.isEmpty()
                ? toSignIn(page, browser)
                : serve.apply(new Visit(request, browser, current.get()));
        return browser.setCookie() == null ? response : response.with("Set-Cookie", browser.setCookie());
    }

    /// For whoever signed in just now, with two factors where they have two: an open browser is not enough to take an
    /// account over. What a form held is lost where it was sent too late.
    public Response fresh(Request request, Interaction.Resume page, Function<Visit, Response> serve) {
        return signedIn(request, page, visit -> {
            if (!isFresh(visit)) return toSignIn(page, visit.browser());
            return isStrong(visit) ? serve.apply(visit) : to("/login/factor", page, visit.browser());
        });
    }

    /// A remembered device does not count.
    private boolean isStrong(Visit visit) {
        return AcrValues.includes(visit.current().session().acr(), AcrValues.TWO_FACTORS)
                || factors.of(visit.user()).isEmpty();
    }

    private boolean isFresh(Visit visit) {
        return !clock.instant().isAfter(visit.current().session().authTime().plus(FRESH));
    }

    private Response toSignIn(Interaction.Resume page, Interactions.Browser browser) {
        return to("/login", page, browser);
    }

    private Response to(String step, Interaction.Resume page, Interactions.Browser browser) {
        var back = new Interaction(Map.of(), clock.instant(), page);
        return Response.redirect(step + "?request=" + interactions.seal(back, browser));
    }
}
