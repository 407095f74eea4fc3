package dev.cardea.registration;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.registration.RegistrationStore.Registration;
import java.time.InstantSource;
import java.util.Optional;

import static dev.cardea.oauth.OAuthError.invalidToken;

/// POST /oauth2/register (RFC 7591 §3, OIDC Registration §3): a client registers itself, with an initial access token or
/// where anybody may.
public final class RegistrationEndpoint implements Endpoint {
    private final RegistrationPolicy policy;
    private final RegistrationStore store;
    private final Registrar registrar;
    private final RegistrationLimit limit;
    private final AuditLog audit;
    private final InstantSource clock;

    RegistrationEndpoint(RegistrationPolicy policy, RegistrationStore store, Registrar registrar,
            RegistrationLimit limit, AuditLog audit, InstantSource clock) {
        this.policy = policy;
        this.store = store;
        this.registrar = registrar;
        this.limit = limit;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var initial = BearerToken.of(request);
        check(initial, request);
        var id = registrar.newId();
        var prepared = registrar.prepare(RegistrationRequest.metadata(request), id, initial.isEmpty());
        var now = clock.instant();
        var accessToken = registrar.newAccessToken();
        var registration = new Registration(
                accessToken.hash(), initial.isEmpty(), prepared.softwareStatement(), now);
        switch (store.add(registrar.stored(prepared.accepted(), now), registration,
                initial.map(BearerToken::hash).orElse(null), policy.mostOpen())) {
            case added -> audit.record(
                    new AuditEvent.ClientRegistered(id, initial.isEmpty() ? "open" : "token"));
            case token_refused -> throw refused();
            case full -> throw OAuthError.of(ErrorCode.temporarily_unavailable,
                    "no more clients can be registered without an initial access token");
        }
        return registrar.answer(201, prepared, now, accessToken);
    }

    /// Before anything is read or fetched for whoever asks.
    private void check(Optional<BearerToken> initial, Request request) {
        if (initial.isPresent()) {
            if (!store.isTokenGood(initial.get().hash(), clock.instant())) throw refused();
        } else if (policy.mode() == RegistrationPolicy.Mode.open) limit.count(request.peer().address());
        else
            throw invalidToken("registration needs an initial access token: ask the operator for one");
    }

    private static RuntimeException refused() {
        return invalidToken("the initial access token is unknown, expired or used up");
    }
}
