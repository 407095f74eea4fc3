package dev.cardea;

import dev.cardea.authorize.RequestObjectClaims;
import dev.cardea.authorize.RequestObjects;
import dev.cardea.ciba.BackchannelAuthenticationEndpoint;
import dev.cardea.ciba.Callbacks;
import dev.cardea.ciba.Notifications;
import dev.cardea.ciba.People;
import dev.cardea.ciba.Pushes;
import dev.cardea.ciba.RequestCodeEndpoint;
import dev.cardea.ciba.RequestCodes;
import dev.cardea.ciba.RequestLinks;
import dev.cardea.ciba.RequestsEndpoint;
import dev.cardea.ciba.SignedRequests;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.client.ClientKeys;
import dev.cardea.client.Clients;
import dev.cardea.decoupled.Decisions;
import dev.cardea.html.Pages;
import dev.cardea.http.Router;
import dev.cardea.mail.Mails;

import dev.cardea.outbound.Outbound;
import dev.cardea.outbox.Outbox;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.IdTokens;
import dev.cardea.token.Reaches;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.TokenIssuer;
import dev.cardea.user.GuessingPolicy;
import dev.cardea.user.SignInThrottle;

/// What clients ask of people who are elsewhere, and the page where these decide: one part of the wiring.
record BackchannelEndpoints(
        BackchannelAuthenticationEndpoint authentication, RequestsEndpoint page, RequestCodeEndpoint code) {
    static Notifications notifications(
            Foundation foundation, RefreshTokens refreshTokens, TokenIssuer issuer, Clients clients,
            Outbound outbound) {
        var stores = foundation.stores();
        var clock = foundation.clock();
        return new Notifications(
                stores.backchannelRequests(),
                new Callbacks(foundation.sealing()),
                new Pushes(stores.codes(), stores.authorizations(), refreshTokens, issuer, clock),
                clients,
                outbound,
                clock);
    }

    Router pages() {
        return new Router()
                .get(RequestsEndpoint.PATH, page)
                .post(RequestsEndpoint.PATH, page)
                .get(RequestsEndpoint.PATH + "/{link}", page::linked)
                .post(RequestCodeEndpoint.PATH, code);
    }

    static BackchannelEndpoints of(
            Foundation foundation,
            ClientAuthentication clientAuthentication,
            ClientKeys clientKeys,
            IdTokens idTokens,
            Outbox outbox,
            Mails mails,
            Clients clients,
            Reaches reaches,
            GuessingPolicy guessing,
            Sessions sessions,
            Interactions interactions,
            Pages pages) {
        var stores = foundation.stores();
        var store = stores.backchannelRequests();
        var random = foundation.random();
        var clock = foundation.clock();
        var objects = new RequestObjects(
                clientKeys, foundation.decryptionKeys(), new RequestObjectClaims(foundation.config().issuer(), clock),
                false);
        var codes = new RequestCodes(
                stores.requestCodes(),
                foundation.secrets().keyed("request-code"),
                new SignInThrottle(stores.attempts(), guessing, foundation.secrets().keyed("request-code-attempts"),
                        clock));
        return new BackchannelEndpoints(
                new BackchannelAuthenticationEndpoint(
                        clientAuthentication,
                        new SignedRequests(objects, stores.oneTime()),
                        new People(stores.users(), stores.sessions(), idTokens),
                        codes,
                        store,
                        new AuthorizationCodes(random),
                        new Callbacks(foundation.sealing()),
                        reaches,
                        new RequestLinks(store, mails, foundation.config().base(), random),
                        outbox::wake,
                        clock),
                new RequestsEndpoint(
                        store, new Decisions(foundation.audit(), random, clock), codes, outbox::wake, clients, reaches,
                        sessions,
                        interactions,
                        pages,
                        random,
                        clock),
                new RequestCodeEndpoint(codes, sessions, interactions));
    }
}
