package dev.cardea;

import dev.cardea.authorize.AuthorizationEndpoint;
import dev.cardea.authorize.Dispatcher;
import dev.cardea.authorize.FormPostMode;
import dev.cardea.authorize.FragmentMode;
import dev.cardea.authorize.IncomingRequests;
import dev.cardea.authorize.JwtMode;
import dev.cardea.authorize.ObjectByReference;
import dev.cardea.authorize.ObjectByValue;
import dev.cardea.authorize.PushedRequestEndpoint;
import dev.cardea.authorize.PushedRequests;
import dev.cardea.authorize.QueryMode;
import dev.cardea.authorize.RequestObjectClaims;
import dev.cardea.authorize.RequestObjects;
import dev.cardea.authorize.RequestParser;
import dev.cardea.authorize.ResponseIssuer;
import dev.cardea.authorize.ResponseMode;
import dev.cardea.authorize.ResponseTargets;
import dev.cardea.claims.Claims;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.client.ClientEncryption;
import dev.cardea.client.ClientKeys;
import dev.cardea.client.Clients;
import dev.cardea.dpop.DpopProofs;
import dev.cardea.factor.Factors;
import dev.cardea.html.Pages;
import dev.cardea.outbound.Outbound;
import dev.cardea.session.BrowserState;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.FrontChannelTokens;
import dev.cardea.token.IdTokens;
import dev.cardea.token.Reaches;
import java.util.List;
import java.util.stream.Stream;

/// The endpoints that take authorization requests: one part of the wiring.
///
/// @param modes the names of all response modes
record AuthorizationEndpoints(
        AuthorizationEndpoint authorization, PushedRequestEndpoint push, List<String> modes) {
    static AuthorizationEndpoints of(
            Foundation foundation,
            Outbound outbound,
            Clients clients,
            ClientKeys clientKeys,
            ClientAuthentication clientAuthentication,
            DpopProofs proofs,
            Claims claims,
            Reaches reaches,
            AccessTokens accessTokens,
            IdTokens idTokens,
            ClientEncryption encryption,
            Sessions sessions,
            BrowserState browserState,
            Interactions interactions,
            Factors factors,
            Pages pages) {
        var config = foundation.config();
        var issuer = config.issuer();
        var stores = foundation.stores();
        var keys = foundation.keys();
        var random = foundation.random();
        var clock = foundation.clock();
        var plainModes = List.<ResponseMode>of(new QueryMode(), new FragmentMode(), new FormPostMode(pages));
        var jwtModes = JwtMode.around(plainModes, issuer, keys, encryption, clock);
        var responseModes = Stream.concat(plainModes.stream(), jwtModes.stream()).toList();
        var targets = new ResponseTargets(issuer, responseModes);
        var parser = new RequestParser(idTokens, reaches);
        var pushed = new PushedRequests(stores.pushedRequests(), random, clock);
        var requestObjects = new RequestObjects(clientKeys, foundation.decryptionKeys(),
                new RequestObjectClaims(issuer, clock), config.features().unsignedRequestObjects());
        var objects = new ObjectByValue(requestObjects);
        var references = new ObjectByReference(outbound, requestObjects);
        var push = new PushedRequestEndpoint(
                clientAuthentication, proofs, new IncomingRequests(List.of(objects), false), targets, parser, pushed);
        var authorization = new AuthorizationEndpoint(
                clients,
                sessions,
                browserState,
                interactions,
                new IncomingRequests(List.of(pushed, objects, references), config.features().requirePushedRequests()),
                pushed,
                targets,
                parser,
                new Dispatcher(stores.consents(), claims, factors, clock),
                new ResponseIssuer(
                        stores.codes(),
                        stores.sessions(),
                        new AuthorizationCodes(random),
                        new FrontChannelTokens(stores.authorizations(), accessTokens, idTokens, clock),
                        random,
                        clock),
                clock);
        var modes = Stream.concat(responseModes.stream().map(ResponseMode::name), Stream.of("jwt")).toList();
        return new AuthorizationEndpoints(authorization, push, modes);
    }
}
