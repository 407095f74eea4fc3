package dev.cardea;

import dev.cardea.account.AccountEndpoint;
import dev.cardea.account.AddFactorEndpoint;
import dev.cardea.account.Applications;
import dev.cardea.account.ApplicationsEndpoint;
import dev.cardea.account.Entrance;
import dev.cardea.account.SecurityEndpoint;
import dev.cardea.account.SessionsEndpoint;
import dev.cardea.client.Clients;
import dev.cardea.html.Pages;
import dev.cardea.http.Router;
import dev.cardea.session.Interactions;
import dev.cardea.session.SessionEndings;
import dev.cardea.session.Sessions;
import dev.cardea.token.Reaches;
import java.util.Set;

import static dev.cardea.http.Router.Cors.NONE;

/// Where people look after their own account: one part of the wiring.
record AccountPages(
        AccountEndpoint account,
        ApplicationsEndpoint applications,
        SessionsEndpoint sessions,
        SecurityEndpoint security,
        AddFactorEndpoint addFactor,
        Entrance entrance) {
    static AccountPages of(
            Foundation foundation,
            SecondFactors second,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            SessionEndings endings,
            Interactions interactions,
            Pages pages) {
        var stores = foundation.stores();
        var audit = foundation.audit();
        var clock = foundation.clock();
        var factors = second.factors();
        var entrance = new Entrance(sessions, interactions, factors, clock);
        return new AccountPages(
                new AccountEndpoint(entrance, stores.organizations(), pages),
                new ApplicationsEndpoint(
                        new Applications(stores.consents(), stores.authorizations(), clients, clock),
                        stores.consents(), clients, reaches, sessions, interactions, pages, audit, clock),
                new SessionsEndpoint(entrance, sessions, endings, clients, interactions, pages),
                new SecurityEndpoint(entrance, factors, second.recoveryCodes(), second.devices(), interactions,
                        pages),
                new AddFactorEndpoint(entrance, factors, second.enrolments(), second.forms(), second.emailCodes(),
                        interactions, pages),
                entrance);
    }

    Router routes() {
        var both = Set.of("GET", "POST");
        return new Router()
                .get("/account", account)
                .add(both, "/account/applications", NONE, applications)
                .add(both, "/account/sessions", NONE, sessions)
                .add(both, "/account/security", NONE, security)
                .add(both, "/account/security/add/{kind}", NONE, addFactor);
    }
}
