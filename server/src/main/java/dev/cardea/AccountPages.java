package dev.cardea;

import dev.cardea.account.AccountEndpoint;
import dev.cardea.account.Applications;
import dev.cardea.account.ApplicationsEndpoint;
import dev.cardea.account.Entrance;
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
        AccountEndpoint account, ApplicationsEndpoint applications, SessionsEndpoint sessions, Entrance entrance) {
    static AccountPages of(
            Foundation foundation,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            SessionEndings endings,
            Interactions interactions,
            Pages pages) {
        var stores = foundation.stores();
        var clock = foundation.clock();
        var entrance = new Entrance(sessions, interactions, clock);
        return new AccountPages(
                new AccountEndpoint(entrance, stores.organizations(), pages),
                new ApplicationsEndpoint(
                        new Applications(stores.consents(), stores.authorizations(), clients, clock),
                        stores.consents(), clients, reaches, sessions, interactions, pages, foundation.audit(), clock),
                new SessionsEndpoint(entrance, sessions, endings, clients, interactions, pages),
                entrance);
    }

    Router routes() {
        var both = Set.of("GET", "POST");
        return new Router()
                .get("/account", account)
                .add(both, "/account/applications", NONE, applications)
                .add(both, "/account/sessions", NONE, sessions);
    }
}
