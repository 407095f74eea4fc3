package dev.cardea;

import dev.cardea.client.Clients;
import dev.cardea.html.Pages;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.http.Router;
import dev.cardea.login.Beside;
import dev.cardea.login.EnrolEndpoint;
import dev.cardea.login.FactorEndpoint;
import dev.cardea.login.LoginEndpoint;
import dev.cardea.login.SignInSteps;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.user.PasswordSignIn;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import static dev.cardea.http.Router.Cors.NONE;
import static dev.cardea.http.Router.Cors.PUBLIC;

/// The steps of signing in: one part of the wiring.
record SignInPages(LoginEndpoint login, FactorEndpoint factor, EnrolEndpoint enrol, String base) {
    static SignInPages of(Foundation foundation, SecondFactors second, PasswordSignIn signIn, Sessions sessions,
            Interactions interactions, Clients clients, Pages pages, Beside beside,
            Consumer<LoginEndpoint.Result> onResult) {
        var stores = foundation.stores();
        var steps = new SignInSteps(sessions, interactions, stores.users(), second.factors(), second.devices(),
                stores.oneTime(), beside, second.newDevices(), foundation.random(), foundation.clock());
        return new SignInPages(
                new LoginEndpoint(signIn, steps, beside, second.passkeys(), stores.users(), sessions, interactions,
                        clients,
                        stores.organizations(), pages, foundation.audit(), onResult, foundation.clock()),
                new FactorEndpoint(steps, second.factors(), second.proofs(), second.emailCodes(), second.devices(),
                        interactions, clients, pages),
                new EnrolEndpoint(steps, second.factors(), second.enrolments(), second.forms(), second.emailCodes(),
                        interactions, clients, pages),
                foundation.config().base());
    }

    Router routes() {
        var both = Set.of("GET", "POST");
        return new Router()
                .add(both, "/login", NONE, login)
                .get("/login/factor", factor::first)
                .add(both, "/login/factor/{method}", NONE, factor::one)
                .get("/login/enrol", enrol::first)
                .add(both, "/login/enrol/{kind}", NONE, enrol::one)
                .add(Set.of("GET"), "/.well-known/passkey-endpoints", PUBLIC, this::passkeyEndpoints);
    }

    /// Where programs that keep passkeys send people who want to have one, or to look after theirs (the W3C's "A
    /// Well-Known URL for Relying Party Passkey Endpoints").
    private Response passkeyEndpoints(Request request) {
        return Response.json(200, Map.of(
                "enroll", base + "/account/security/add/passkey",
                "manage", base + "/account/security"));
    }
}
