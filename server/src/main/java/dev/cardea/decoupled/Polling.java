package dev.cardea.decoupled;

import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.When;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.AuthorizationCodes;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.Grant.Granted;
import dev.cardea.token.Reach;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.Standing;
import dev.cardea.token.TokenRequest;
import java.time.Duration;
import java.time.InstantSource;

import static dev.cardea.oauth.OAuthError.invalidGrant;

/// A client asks again and again, and gets the tokens once a person has agreed (RFC 8628 §3.4, CIBA Core §10.1).
public final class Polling {
    /// How long a client is asked to wait between two polls.
    public static final Duration INTERVAL = Duration.ofSeconds(5);
    /// RFC 8628 §3.5, CIBA Core §11.
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final AuthorizationCodeStore codes;
    private final AuthorizationStore authorizations;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    public Polling(
            AuthorizationCodeStore codes,
            AuthorizationStore authorizations,
            RefreshTokens refreshTokens,
            InstantSource clock) {
        this.codes = codes;
        this.authorizations = authorizations;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /// @param parameter that has what the client polls with, and for which that is hashed
    public Granted poll(AwaitedStore store, String parameter, TokenRequest request) {
        var key = AuthorizationCodes.key(parameter, request.form().require(parameter))
                .orElseThrow(() -> unusable(parameter, "it is none of this server"));
        while (true) { // Each turn but the last means that somebody else polled, or that a person decided.
            var now = clock.instant();
            Awaited awaited = store.find(key)
                    .map(Awaited.class::cast)
                    .filter(found -> found.isOf(request.client()))
                    .orElseThrow(() -> unusable(parameter,
                            "it is unknown, forgotten, or was issued to another client"));
            if (!now.isBefore(awaited.expiresAt()))
                throw OAuthError.of(ErrorCode.expired_token, parameter + " has expired; begin again")
                        .with("expired", When.of(awaited.expiresAt(), now));
            switch (awaited.state()) {
                case approved -> {
                    return redeem(awaited, parameter, request);
                }
                case denied -> throw OAuthError.of(ErrorCode.access_denied, "the person refused");
                case pending -> {
                    boolean early = now.isBefore(awaited.nextPollAt());
                    var interval = early ? awaited.interval().plus(SLOWER) : awaited.interval();
                    if (store.polled(key, awaited.nextPollAt(), now.plus(interval), interval))
                        throw early ? tooEarly(interval) : pending();
                }
            }
        }
    }

    private Granted redeem(Awaited awaited, String parameter, TokenRequest request) {
        var client = request.client();
        // Before it is redeemed: a mistake must not cost what the person gave.
        var reach = request.within(Reach.of(awaited.details()));
        var refreshExpiresAt = clock.instant().plus(client.tokens().lifetimes().refreshToken());
        // A client that polls again because an answer was lost is no thief: nothing is revoked for it.
        if (!(codes.redeem(awaited.key(), refreshExpiresAt) instanceof Redemption.First(_, Standing standing)))
            throw unusable(parameter, "it was used before");
        var authorization = standing.authorization();
        // Also with `offline_access`: only what was redeemed before outlives the session.
        if (!standing.sessionAlive() || !standing.stands(client)) {
            authorizations.revoke(authorization.id());
            throw invalidGrant("the person has signed out or the account is disabled")
                    .with("session", standing.sessionAlive() ? "lives" : "has ended")
                    .with("authorization", standing.revoked() ? "revoked" : "not revoked")
                    .with("account", standing.user().status());
        }
        var refreshToken = RefreshTokens.isIssuedFor(authorization, client)
                ? refreshTokens.first(authorization.id(), request)
                : null;
        return new Granted.ToPerson(standing, authorization.scopes(), null, refreshToken, reach);
    }

    private static OAuthException pending() {
        return OAuthError.of(ErrorCode.authorization_pending, "nobody has decided yet; ask again later");
    }

    private static OAuthException tooEarly(Duration interval) {
        return OAuthError.of(ErrorCode.slow_down,
                "asked again too early; from now on wait " + interval.toSeconds() + " seconds each time");
    }

    /// One answer for all of these.
    private static OAuthException unusable(String parameter, String cause) {
        return invalidGrant(parameter + " is unknown, already used, or was issued to another client")
                .with("cause", cause);
    }
}
