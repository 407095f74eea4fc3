package dev.cardea.token;

import dev.cardea.client.Client;
import dev.cardea.details.Detail;
import dev.cardea.oauth.ResponseType;
import dev.cardea.user.User;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tokens that the authorization endpoint sends by the browser (OIDC Core §3.2.2.5, §3.3.2.5).
public final class FrontChannelTokens {
    private final AuthorizationStore authorizations;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;
    private final InstantSource clock;

    public FrontChannelTokens(
            AuthorizationStore authorizations, AccessTokens accessTokens, IdTokens idTokens, InstantSource clock) {
        this.authorizations = authorizations;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.clock = clock;
    }

    /// What was asked for, and what the ID token is sent beside.
    ///
    /// @param code sent in the same answer, null where there is none
    public record Asked(ResponseType type, @Nullable String nonce, @Nullable String state, @Nullable String code) {}

    /// @param authorization of these tokens alone, not the one that a code beside them stands for: it begins now, and
    ///     that one when the code is redeemed
    /// @return parameters of the answer
    public Map<String, String> issue(Asked asked, Authorization authorization, User user, Client client) {
        var now = clock.instant();
        var granted = new Grant.Granted.ToPerson(
                new Standing(authorization, false, true, user), authorization.scopes(), asked.nonce(), null,
                authorization.reach());
        var answer = new LinkedHashMap<String, String>();
        String accessToken = null;
        if (asked.type().withAccessToken()) {
            authorizations.add(authorization);
            accessToken = accessTokens.issue(granted, client, Optional.empty(), now);
            answer.put("access_token", accessToken);
            answer.put("token_type", "Bearer");
            answer.put("expires_in", Long.toString(
                    accessTokens.expiry(granted, client, now).getEpochSecond() - now.getEpochSecond()));
            var scopes = accessTokens.scopes(granted);
            if (!scopes.isEmpty()) answer.put("scope", scopes.toString());
            var details = granted.reach().details();
            if (!details.isEmpty()) answer.put(Detail.NAME, Detail.text(details));
        }
        if (asked.type().withIdToken())
            answer.put("id_token", idTokens.issue(
                    granted, client, new IdTokens.Beside(accessToken, asked.code(), asked.state(), null), now));
        return answer;
    }
}
