package dev.cardea.token;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.client.ResourceUri;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.Scopes;
import dev.cardea.resource.Resources;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidRequest;
import static dev.cardea.oauth.OAuthError.invalidScope;

/// RFC 8693: a client that was sent an access token of this server gets one of its own for it, that can do no more, ends
/// no later, and dies with the authorization of the first.
public final class TokenExchangeGrant implements Grant {
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final int MOST_ACTORS = 5;

    private final AccessTokens accessTokens;
    private final AuditLog audit;

    public TokenExchangeGrant(AccessTokens accessTokens, AuditLog audit) {
        this.accessTokens = accessTokens;
        this.audit = audit;
    }

    @Override
    public String grantType() {
        return "urn:ietf:params:oauth:grant-type:token-exchange";
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var client = request.client();
        var form = request.form();
        var terms = client.permissions().exchange();
        if (terms == null || client.isPublic())
            throw OAuthError.of(ErrorCode.unauthorized_client, "the client has no token_exchange settings");
        if (!form.get("requested_token_type").orElse(ACCESS_TOKEN).equals(ACCESS_TOKEN))
            throw invalidRequest("requested_token_type can only be " + ACCESS_TOKEN);
        // One answer for all of these: a client learns nothing about tokens that are none of its business.
        var subject = token(request, "subject_token")
                .filter(found -> terms.subjectClients().contains(found.client().id()))
                .orElseThrow(() -> invalidRequest("subject_token is unknown, expired or revoked, or was issued to a"
                        + " client whose tokens this client may not exchange")
                        .by("RFC 8693 §2.1")
                        .with("may exchange tokens of", () -> terms.subjectClients().toString()));
        prove(subject, request, "subject_token");
        var standing = subject.standing()
                .orElseThrow(() -> invalidRequest("subject_token speaks of a client, not of a person"));
        if (!standing.user().allRoles().containsAll(client.permissions().requiredRoles()))
            throw invalidRequest("the person does not have the role that this client requires");
        var actor = actor(request);
        if (actor.isEmpty() && !terms.impersonation())
            throw invalidRequest("actor_token is missing: this client may only act for people by its name");
        var act = act(subject.token(), actor.map(Object::toString).orElse(null));
        var audience = audience(request, terms);
        var scopes = scopes(request, subject.token());
        var details = request.reaches().exchanged(subject.token().details(), audience, form, client);
        audit.record(new AuditEvent.TokenExchanged(client.id(), standing.user().id(), standing.authorization().id(),
                subject.client().id(), actor.map(Object::toString).orElse(null)));
        return new Granted.AccessOnly(standing, scopes, new Reach(audience, details), act, subject.token().expiresAt(),
                ACCESS_TOKEN);
    }

    /// The token in this parameter, of one of the kinds that are taken (§3).
    private Optional<AccessTokens.Active> token(TokenRequest request, String parameter) {
        var text = request.form().require(parameter);
        var type = request.form().require(parameter + "_type");
        if (!type.equals(ACCESS_TOKEN) && !type.equals(JWT))
            throw invalidRequest(parameter + "_type must be " + ACCESS_TOKEN + " or " + JWT);
        if (type.equals(JWT) && text.indexOf('.') < 0) throw invalidRequest(parameter + " is no JWT");
        return accessTokens.find(text);
    }

    /// RFC 9449 §7, RFC 8705 §3: a bound token is worth nothing without what it is bound to, here as elsewhere.
    private static void prove(AccessTokens.Active active, TokenRequest request, String parameter) {
        active.token().binding().filter(bound -> !request.possession().proves(bound)).ifPresent(bound -> {
            throw invalidRequest(parameter + " " + bound.remedy());
        });
    }

    /// The `sub` of who acts. Only a token of the client's own names somebody: with others' it could name anybody.
    private Optional<Object> actor(TokenRequest request) {
        var form = request.form();
        if (form.get("actor_token").isEmpty()) {
            if (form.get("actor_token_type").isPresent())
                throw invalidRequest("actor_token_type is set without an actor_token"); // §2.1
            return Optional.empty();
        }
        var actor = token(request, "actor_token")
                .filter(found -> found.client().id().equals(request.client().id()))
                .orElseThrow(() -> invalidRequest(
                        "actor_token is unknown, expired or revoked, or was issued to another client"));
        prove(actor, request, "actor_token");
        if (actor.token().claims().containsKey("act"))
            throw invalidRequest("actor_token is itself one of somebody who acts for another");
        return Optional.ofNullable(actor.token().claims().get("sub"));
    }

    /// §4.1: the present actor, in it those before. Without a present one those before stay: nobody gets rid of them.
    private static @Nullable Map<String, Object> act(AccessToken subject, @Nullable String actor) {
        var former = named(subject.claims().get("act"));
        if (actor == null) return former;
        int depth = 1;
        for (var link = former; link != null; link = named(link.get("act"))) depth++;
        if (depth > MOST_ACTORS) throw invalidRequest("subject_token went through " + MOST_ACTORS + " actors before");
        var act = new LinkedHashMap<String, Object>();
        act.put("sub", actor);
        if (former != null) act.put("act", former);
        return act;
    }

    private static @Nullable Map<String, Object> named(@Nullable Object act) {
        if (!(act instanceof Map<?, ?> members)) return null;
        var named = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /// §2.1: every `audience` and `resource` that is asked for, else all that the client is registered for.
    private static List<String> audience(TokenRequest request, Client.Exchange terms) {
        var asked = new LinkedHashSet<String>();
        for (var resource : request.form().all(Resources.PARAMETER)) {
            if (!ResourceUri.isWellFormed(resource))
                throw Resources.invalidTarget("resource must be an absolute URI without a fragment");
            asked.add(resource);
        }
        asked.addAll(request.form().all("audience"));
        if (!terms.audiences().containsAll(asked))
            throw Resources.invalidTarget("audience or resource is not one that the client is registered for")
                    .by("RFC 8693 §2.2.2")
                    .with("asked for", List.copyOf(asked))
                    .with("registered", terms.audiences());
        return asked.isEmpty() ? terms.audiences() : List.copyOf(asked);
    }

    /// No more than the subject token has, nor than the client is registered for.
    private static Scopes scopes(TokenRequest request, AccessToken subject) {
        var available = subject.scopes()
                .minus(Authorization.LASTING)
                .intersect(request.client().permissions().scope());
        var scopes = request.form().get("scope").map(Scopes::parse).orElse(available);
        if (!scopes.within(available))
            throw invalidScope("scope exceeds that of subject_token, or what the client is registered for: "
                    + scopes.minus(available)).by("RFC 8693 §2.1").with("available", available);
        return scopes;
    }
}
