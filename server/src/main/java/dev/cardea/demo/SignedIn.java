package dev.cardea.demo;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person who has signed in, and the tokens that came of it. The browser gets none of them: it holds a cookie.
///
/// @param refreshToken null where the provider gave none
/// @param formerRefreshToken the one that the last refresh replaced
/// @param receivedAt when the tokens came, by this client's clock
record SignedIn(
        JWT idToken,
        IDTokenClaimsSet claims,
        AccessToken accessToken,
        @Nullable RefreshToken refreshToken,
        @Nullable RefreshToken formerRefreshToken,
        Instant receivedAt) {

    /// The name to greet the person by: the best of what the provider disclosed.
    String displayName() {
        for (var claim : new String[]{"name", "preferred_username", "email" }) {
            var value = claims.getStringClaim(claim);
            if (value != null) return value;
        }
        return claims.getSubject().getValue();
    }

    @Override
    public String toString() {
        return "SignedIn[" + claims.getSubject() + "]";
    }
}
