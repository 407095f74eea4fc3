package dev.cardea.authorize;

import dev.cardea.client.Client;
import dev.cardea.oauth.ExpiringId;
import dev.cardea.session.SessionStore;
import dev.cardea.session.Sessions;
import dev.cardea.token.Authorization;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.FrontChannelTokens;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers a request that nothing stands in the way of any more: with a code (RFC 6749 §4.1.2) bound to everything it
/// was asked with, with tokens, or with both (OIDC Core §3.3).
public final class ResponseIssuer {
    private final AuthorizationCodeStore store;
    private final SessionStore sessions;
    private final AuthorizationCodes codes;
    private final FrontChannelTokens tokens;
    private final SecureRandom random;
    private final InstantSource clock;

    public ResponseIssuer(
            AuthorizationCodeStore store,
            SessionStore sessions,
            AuthorizationCodes codes,
            FrontChannelTokens tokens,
            SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.codes = codes;
        this.tokens = tokens;
        this.random = random;
        this.clock = clock;
    }

    Map<String, String> issue(
            AuthorizationRequest request, Client client, ResponseTarget target, Sessions.Current current) {
        var now = clock.instant();
        var type = request.type();
        var code = type.withCode() ? code(request, client, target, current, now) : null;
        if (code == null && isFirst(current, client)) sessions.join(current.session().id(), client.id());
        var answer = new LinkedHashMap<String, String>();
        if (code != null) answer.put("code", code);
        if (type.isImplicitOrHybrid()) {
            var expiresAt = now.plus(client.tokens().lifetimes().accessToken());
            answer.putAll(tokens.issue(
                    new FrontChannelTokens.Asked(type, request.nonce(), target.state(), code),
                    authorization(request, client, current, now, expiresAt),
                    current.user(),
                    client));
        }
        return answer;
    }

    private String code(
            AuthorizationRequest request,
            Client client,
            ResponseTarget target,
            Sessions.Current current,
            Instant now) {
        var lifetimes = client.tokens().lifetimes();
        var codeExpiresAt = now.plus(lifetimes.authorizationCode());
        var code = codes.generate(codeExpiresAt);
        var key = AuthorizationCodes.key(code).orElseThrow();
        var offline = Authorization.outlivesSession(request.scopes());
        var expiresAt = offline ? now.plus(lifetimes.refreshFamily()) : current.session().expiresAt();
        var issued = new AuthorizationCode(
                key,
                authorization(request, client, current, now, expiresAt),
                target.redirectUri(),
                target.sent(),
                request.codeChallenge(),
                request.codeChallengeMethod(),
                request.nonce(),
                request.dpopJkt(),
                codeExpiresAt);
        if (isFirst(current, client)) store.addFirst(issued);
        else
            store.add(issued);
        return code;
    }

    /// Whether the client was given nothing in this session yet: then it must be noted, to be told when the session ends.
    private static boolean isFirst(Sessions.Current current, Client client) {
        return !current.session().clients().contains(client.id());
    }

    private Authorization authorization(
            AuthorizationRequest request, Client client, Sessions.Current current, Instant now, Instant expiresAt) {
        var session = current.session();
        return new Authorization(
                ExpiringId.random(random, expiresAt),
                client.id(),
                current.user().id(),
                session.id(),
                request.scopes(),
                session.authTime(),
                request.told(session.acr()),
                session.amr(),
                request.claimsJson(),
                request.reach(),
                now,
                expiresAt);
    }
}
