package dev.cardea.device;

import dev.cardea.oauth.ErrorCode;
import dev.cardea.oauth.OAuthError;
import dev.cardea.oauth.OAuthException;
import dev.cardea.token.AuthorizationCode;
import dev.cardea.token.AuthorizationCodeStore;
import dev.cardea.token.AuthorizationCodeStore.Redemption;
import dev.cardea.token.AuthorizationStore;
import dev.cardea.token.Grant;
import dev.cardea.token.RefreshTokens;
import dev.cardea.token.Standing;
import dev.cardea.token.TokenRequest;
import java.time.Duration;
import java.time.InstantSource;

import static dev.cardea.oauth.OAuthError.invalidGrant;

/// RFC 8628 §3.4: the device asks again and again, and gets the tokens once a person has agreed.
public final class DeviceCodeGrant implements Grant {
    static final String TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    /// §3.5.
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final DeviceCodeStore devices;
    private final AuthorizationCodeStore codes;
    private final AuthorizationStore authorizations;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    public DeviceCodeGrant(
            DeviceCodeStore devices,
            AuthorizationCodeStore codes,
            AuthorizationStore authorizations,
            RefreshTokens refreshTokens,
            InstantSource clock) {
        this.devices = devices;
        this.codes = codes;
        this.authorizations = authorizations;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    @Override
    public String grantType() {
        return TYPE;
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var key = DeviceCodes.key(request.form().require("device_code")).orElseThrow(DeviceCodeGrant::unusable);
        while (true) { // Each turn but the last means that somebody else polled, or that a person decided.
            var now = clock.instant();
            var device = devices.find(key)
                    .filter(found -> found.isOf(request.client()))
                    .orElseThrow(DeviceCodeGrant::unusable);
            if (!now.isBefore(device.expiresAt()))
                throw OAuthError.of(ErrorCode.expired_token, "device_code has expired; ask for a new one");
            switch (device.state()) {
                case approved -> {
                    return redeem(key, request);
                }
                case denied -> throw OAuthError.of(ErrorCode.access_denied, "the person refused");
                case pending -> {
                    boolean early = now.isBefore(device.nextPollAt());
                    var interval = early ? device.interval().plus(SLOWER) : device.interval();
                    if (devices.polled(key, device.nextPollAt(), now.plus(interval), interval))
                        throw early ? tooEarly(interval) : pending();
                }
            }
        }
    }

    private Granted redeem(AuthorizationCode.Key key, TokenRequest request) {
        var client = request.client();
        var refreshExpiresAt = clock.instant().plus(client.tokens().lifetimes().refreshToken());
        // A device that polls again because an answer was lost is no thief: nothing is revoked for it.
        if (!(codes.redeem(key, refreshExpiresAt) instanceof Redemption.First(_, Standing standing))) throw unusable();
        var authorization = standing.authorization();
        // Also with `offline_access`: only what was redeemed before outlives the session.
        if (!standing.sessionAlive() || !standing.stands(client)) {
            authorizations.revoke(authorization.id());
            throw invalidGrant("the person has signed out or the account is disabled");
        }
        var refreshToken = RefreshTokens.isIssuedFor(authorization, client)
                ? refreshTokens.first(authorization.id(), request)
                : null;
        return new Granted.ToPerson(standing, authorization.scopes(), null, refreshToken);
    }

    private static OAuthException pending() {
        return OAuthError.of(ErrorCode.authorization_pending, "nobody has decided yet; ask again later");
    }

    private static OAuthException tooEarly(Duration interval) {
        return OAuthError.of(ErrorCode.slow_down,
                "asked again too early; from now on wait " + interval.toSeconds() + " seconds each time");
    }

    private static OAuthException unusable() {
        return invalidGrant("device_code is unknown, already used, or was issued to another client");
    }
}
