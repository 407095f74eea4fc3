package dev.cardea;

import dev.cardea.client.ClientAuthentication;
import dev.cardea.client.Clients;
import dev.cardea.decoupled.Decisions;
import dev.cardea.device.DeviceAuthorizationEndpoint;
import dev.cardea.device.DeviceEndpoint;
import dev.cardea.device.UserCodes;
import dev.cardea.html.Pages;
import dev.cardea.session.Interactions;
import dev.cardea.session.Sessions;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.Reaches;
import dev.cardea.user.GuessingPolicy;
import dev.cardea.user.SignInThrottle;

/// What devices without a browser ask, and the page where people decide about them: one part of the wiring.
record DeviceEndpoints(DeviceAuthorizationEndpoint authorization, DeviceEndpoint page) {
    static DeviceEndpoints of(
            Foundation foundation,
            ClientAuthentication clientAuthentication,
            GuessingPolicy guessing,
            Clients clients,
            Reaches reaches,
            Sessions sessions,
            Interactions interactions,
            Pages pages) {
        var store = foundation.stores().deviceCodes();
        var secrets = foundation.secrets();
        var random = foundation.random();
        var clock = foundation.clock();
        var userCodes = new UserCodes(secrets.keyed("user-code"), random);
        return new DeviceEndpoints(
                new DeviceAuthorizationEndpoint(clientAuthentication, store, new AuthorizationCodes(random), userCodes,
                        reaches, foundation.config().base() + "/device", clock),
                new DeviceEndpoint(
                        store,
                        userCodes,
                        new Decisions(foundation.audit(), random, clock),
                        // A key of its own: guesses here and failed sign-ins do not count together.
                        new SignInThrottle(foundation.stores().attempts(), guessing,
                                secrets.keyed("user-code-attempts"), clock),
                        clients,
                        reaches,
                        sessions,
                        interactions,
                        pages,
                        clock));
    }
}
