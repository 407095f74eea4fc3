package dev.cardea.demo;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person who has signed in, and the tokens that came of it. The browser gets none of them: it holds a cookie.
///
/// @param refreshToken null where the provider gave none
/// @param formerRefreshToken the one that the last refresh replaced
/// @param receivedAt when the tokens came, by this client's clock
/// @param profile what userinfo said about the person
record SignedIn(
        JWT idToken,
        IDTokenClaimsSet claims,
        AccessToken accessToken,
        @Nullable RefreshToken refreshToken,
        @Nullable RefreshToken formerRefreshToken,
        Instant receivedAt,
        Map<String, Object> profile) {
    SignedIn {
        profile = Map.copyOf(profile);
    }

    SignedIn with(Map<String, Object> answer) {
        return new SignedIn(idToken, claims, accessToken, refreshToken, formerRefreshToken, receivedAt, answer);
    }

    /// The name to greet the person by: the best of what the provider disclosed.
    String displayName() {
        for (var claim : List.of("name", "preferred_username", "email")) {
            if (profile.get(claim) instanceof String value) return value;
        }
        return claims.getSubject().getValue();
    }

    @Override
    public String toString() {
        return "SignedIn[" + claims.getSubject() + "]";
    }
}
