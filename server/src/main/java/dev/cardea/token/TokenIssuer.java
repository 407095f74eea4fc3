package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.details.Detail;
import dev.cardea.oauth.Scopes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a grant has proven into the token answer (RFC 6749 §5.1, OIDC Core §3.1.3.3).
public final class TokenIssuer {
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final InstantSource clock;

    public TokenIssuer(AccessTokens accessTokens, IdTokens idTokens, InstantSource clock) {
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.clock = clock;
    }

    /// @param binding of the access token, if it is bound
    Map<String, Object> issue(Grant.Granted granted, Client client, Optional<Binding> binding) {
        return issue(granted, client, binding, null);
    }

    /// The same for a client that is told without asking (CIBA Core §10.3.1).
    public Map<String, Object> push(Grant.Granted.ToPerson granted, Client client, String authReqId) {
        return issue(granted, client, Optional.empty(), authReqId);
    }

    private Map<String, Object> issue(
            Grant.Granted granted, Client client, Optional<Binding> binding, @Nullable String authReqId) {
        var now = clock.instant();
        var accessToken = accessTokens.issue(granted, client, binding, now);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", accessToken);
        answer.put("token_type", binding.map(Binding::tokenType).orElse("Bearer"));
        answer.put("expires_in", accessTokens.expiry(granted, client, now).getEpochSecond() - now.getEpochSecond());
        if (granted instanceof Grant.Granted.AccessOnly access && access.issuedTokenType() != null)
            answer.put("issued_token_type", access.issuedTokenType());
        if (granted instanceof Grant.Granted.ToPerson person) {
            if (person.refreshToken() != null) answer.put("refresh_token", person.refreshToken());
            if (person.scopes().contains(Scopes.OPENID))
                answer.put("id_token", idTokens.issue(
                        person, client, new IdTokens.Beside(accessToken, null, null, authReqId), now));
        }
        // Always said, so that a client that was granted less than it asked for knows (RFC 6749 §3.3). There is no
        // way to write an empty one.
        var scopes = accessTokens.scopes(granted);
        if (!scopes.isEmpty()) answer.put("scope", scopes.toString());
        var details = granted.reach().details();
        if (!details.isEmpty()) answer.put(Detail.NAME, Detail.members(details)); // RFC 9396 §7
        return answer;
    }
}
