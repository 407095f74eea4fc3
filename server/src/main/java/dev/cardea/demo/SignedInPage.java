package dev.cardea.demo;

import com.nimbusds.oauth2.sdk.token.RefreshToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person sees who is signed in.
///
/// @param accessToken null for an opaque access token
/// @param refreshToken the last characters of it; null where there is none
/// @param formerRefreshToken the last characters of the one before; null before the first refresh
/// @param lastCall null where nothing was asked yet
public record SignedInPage(
        String name,
        String csrfToken,
        List<Claim> profile,
        TokenView idToken,
        Lifetime idTokenLifetime,
        @Nullable TokenView accessToken,
        Lifetime accessTokenLifetime,
        @Nullable String refreshToken,
        @Nullable String formerRefreshToken,
        @Nullable Shown lastCall) {
    private static final int TAIL = 8;

    /// A [Call], for the template.
    public record Shown(String title, String request, int status, String body) {}

    static SignedInPage of(Visit visit, SignedIn who, Instant now) {
        var claims = who.claims();
        var lifetime = Duration.ofSeconds(who.accessToken().getLifetime());
        return new SignedInPage(
                who.displayName(),
                visit.csrfToken(),
                Claim.rows(who.profile()),
                idToken(who),
                Lifetime.of(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant(), now),
                TokenView.of(who.accessToken().getValue()).orElse(null),
                Lifetime.of(who.receivedAt(), who.receivedAt().plus(lifetime), now),
                tail(who.refreshToken()),
                tail(who.formerRefreshToken()),
                visit.lastCall().map(c -> new Shown(c.title(), c.request(), c.status(), c.body())).orElse(null));
    }

    private static TokenView idToken(SignedIn who) {
        try {
            return TokenView.of(who.idToken());
        } catch (ParseException e) {
            throw new IllegalStateException("a validated ID token cannot be read", e);
        }
    }

    /// Enough to see that it changed, too little to use it.
    private static @Nullable String tail(@Nullable RefreshToken token) {
        if (token == null) return null;
        var value = token.getValue();
        return value.substring(Math.max(0, value.length() - TAIL));
    }
}
