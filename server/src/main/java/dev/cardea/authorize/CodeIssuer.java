package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.session.Sessions;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationCodes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/// Issues the authorization code (RFC 6749 §4.1.2), bound to everything it was asked with.
public final class CodeIssuer {
    private final AuthorizationCodeStore store;
    private final AuthorizationCodes codes;
    private final SecureRandom random;
    private final InstantSource clock;

    public CodeIssuer(
            AuthorizationCodeStore store, AuthorizationCodes codes, SecureRandom random, InstantSource clock) {
        this.store = store;
        this.codes = codes;
        this.random = random;
        this.clock = clock;
    }

    String issue(AuthorizationRequest request, Client client, ResponseTarget target, Sessions.Current current) {
        var now = clock.instant();
        var lifetimes = client.tokens().lifetimes();
        var codeExpiresAt = now.plus(lifetimes.authorizationCode());
        var code = codes.generate(codeExpiresAt);
        var key = AuthorizationCodes.key(code).orElseThrow();
        store.add(new AuthorizationCode(
                key,
                authorization(request, client, current, now),
                target.redirectUri(),
                target.sent(),
                request.codeChallenge(),
                request.codeChallengeMethod(),
                request.nonce(),
                codeExpiresAt));
        return code;
    }

    private Authorization authorization(
            AuthorizationRequest request, Client client, Sessions.Current current, Instant now) {
        var session = current.session();
        var offline = Authorization.outlivesSession(request.scopes());
        var expiresAt = offline ? now.plus(client.tokens().lifetimes().refreshFamily()) : session.expiresAt();
        return new Authorization(
                ExpiringId.random(random, expiresAt),
                client.id(),
                current.user().id(),
                session.id(),
                request.scopes(),
                session.authTime(),
                session.acr(),
                session.amr(),
                request.claimsJson(),
                now,
                expiresAt);
    }
}
