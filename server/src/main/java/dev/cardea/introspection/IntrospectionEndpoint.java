package dev.cardea.introspection;

import dev.cardea.claims.Claims;
import dev.cardea.client.Client;
import dev.cardea.client.ClientAuthentication;
import dev.cardea.details.Detail;
import dev.cardea.http.Endpoint;
import dev.cardea.http.Request;
import dev.cardea.http.Response;
import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.resource.Resources;
import dev.cardea.token.AccessToken;
import dev.cardea.token.AccessTokens;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.Standing;
import dev.cardea.token.Subjects;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// POST /oauth2/introspect (RFC 7662). A client may ask about its own tokens, and a resource server about tokens with
/// its `client_id` in `aud`, or for a resource that it serves; every other token is for it as inactive as a dead one (§4).
/// The answer is JSON or a JWT (RFC 9701).
public final class IntrospectionEndpoint implements Endpoint {
    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final ClientAuthentication clientAuthentication;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final AuthorizationStore authorizations;
    private final Claims people;
    private final Resources resources;
    private final SignedAnswers signedAnswers;
    private final InstantSource clock;

    public IntrospectionEndpoint(
            ClientAuthentication clientAuthentication,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            AuthorizationStore authorizations,
            Claims people,
            Resources resources,
            SignedAnswers signedAnswers,
            InstantSource clock) {
        this.clientAuthentication = clientAuthentication;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.authorizations = authorizations;
        this.people = people;
        this.resources = resources;
        this.signedAnswers = signedAnswers;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        var caller = caller(request);
        var signed = SignedAnswers.areFor(caller, request);
        var token = request.form().require("token");
        var answer = RefreshTokens.looksLikeOne(token) ? refreshToken(token, caller) : accessToken(token, caller);
        return signed
                ? signedAnswers.answer(answer.orElse(INACTIVE), caller)
                : Response.json(200, answer.orElse(INACTIVE));
    }

    private Client caller(Request request) {
        try {
            var caller = clientAuthentication.authenticate(request);
            // Public clients prove nothing, so they learn nothing (§2.1).
            if (!caller.isPublic()) return caller;
            throw OAuthError.of(ErrorCode.invalid_client, "introspection needs a client that authenticates");
        } catch (OAuthException refusal) {
            // RFC 9701 §5 says 400, and RFC 6749 §5.2 insists on 401 only for who tried by the header.
            if (refusal.error().code() == ErrorCode.invalid_client && SignedAnswers.areAskedFor(request)
                    && request.headers("Authorization").isEmpty())
                throw OAuthError.of(ErrorCode.invalid_request, refusal.error().description());
            throw refusal;
        }
    }

    private Optional<Map<String, Object>> accessToken(String token, Client caller) {
        return accessTokens.find(token)
                .filter(active -> active.token().client().equals(caller.id()) || isFor(caller, active.token()))
                .map(active -> {
                    var answer = new LinkedHashMap<String, Object>();
                    answer.put("active", true);
                    answer.put("token_type", active.token().type());
                    var claims = active.token().claims();
                    if (active.standing().isEmpty()) answer.putAll(claims);
                    else {
                        var user = active.standing().get().user();
                        answer.putAll(people.withoutHidden(claims, caller, user));
                        // It usually is the e-mail address.
                        if (people.mayKnow(caller, user, "email")) answer.put("username", user.displayName());
                    }
                    if (!active.token().client().equals(caller.id())) keepWhatIsFor(caller, active.token(), answer);
                    return answer;
                });
    }

    /// RFC 9396 §9.2: a resource is told of the details that are for it.
    private void keepWhatIsFor(Client caller, AccessToken token, Map<String, Object> answer) {
        var details = token.details()
                .stream()
                .filter(detail -> detail.isAt(List.of(caller.id().value()))
                        || resources.serves(caller, detail.locations()))
                .toList();
        if (details.isEmpty()) answer.remove(Detail.NAME);
        else
            answer.put(Detail.NAME, Detail.members(details));
    }

    private boolean isFor(Client caller, AccessToken token) {
        var audience = token.audience();
        return audience.contains(caller.id().value()) || resources.serves(caller, audience);
    }

    private Optional<Map<String, Object>> refreshToken(String token, Client caller) {
        var now = clock.instant();
        return refreshTokens.read(token, caller.id())
                .filter(presented -> authorizations.isLive(presented.authorization(), presented.generation(), now))
                .flatMap(presented -> authorizations.find(presented.authorization()))
                .filter(standing -> standing.stands(caller))
                .filter(standing -> now.isBefore(standing.authorization().expiresAt()))
                .map(standing -> {
                    var authorization = standing.authorization();
                    var answer = new LinkedHashMap<String, Object>();
                    answer.put("active", true);
                    answer.put("client_id", authorization.client().value());
                    answer.put("sub", Subjects.of(standing.user(), caller));
                    answer.put("username", standing.user().displayName());
                    answer.put("scope", authorization.scopes().toString());
                    var resources = authorization.reach().resources();
                    if (!resources.isEmpty()) answer.put("aud", resources);
                    var details = authorization.reach().details();
                    if (!details.isEmpty()) answer.put(Detail.NAME, Detail.members(details));
                    answer.put("iat", authorization.createdAt().getEpochSecond());
                    return answer;
                });
    }
}
