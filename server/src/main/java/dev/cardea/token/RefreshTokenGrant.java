package dev.cardea.token;

import dev.cardea.audit.AuditEvent;
import dev.cardea.audit.AuditLog;
import dev.cardea.client.Client;
import dev.cardea.oauth.OAuthException;
import dev.cardea.oauth.Scopes;
import dev.cardea.oauth.When;
import dev.cardea.token.AuthorizationStore.Rotation;
import dev.cardea.token.RefreshTokens.Presented;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.cardea.oauth.OAuthError.invalidGrant;
import static dev.cardea.oauth.OAuthError.invalidScope;

/// RFC 6749 §6 with rotation (RFC 9700 §4.14.2): every refresh token has exactly one successor. A retry within the
/// grace period is given that same successor again; later, the old token in anybody's hands means that it was copied.
public final class RefreshTokenGrant implements Grant {
    private final AuthorizationStore authorizations;
    private final RefreshTokens refreshTokens;
    private final AuditLog audit;
    private final InstantSource clock;

    public RefreshTokenGrant(
            AuthorizationStore authorizations, RefreshTokens refreshTokens, AuditLog audit, InstantSource clock) {
        this.authorizations = authorizations;
        this.refreshTokens = refreshTokens;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String grantType() {
        return "refresh_token";
    }

    @Override
    public Granted authorize(TokenRequest request) {
        var client = request.client();
        var form = request.form();
        var presented = refreshTokens.read(form.require("refresh_token"), client.id())
                .orElseThrow(() -> unusable("it is no refresh token of this server, or another client's"));
        // RFC 9449 §5, RFC 8705 §4. Before the token is spent: a mistake in the proof must not cost the client its token.
        var possession = request.possession();
        var binding = presented.binding();
        if (binding != null && !possession.proves(binding))
            throw invalidGrant("refresh_token " + binding.remedy())
                    .by(binding.section())
                    .with(binding.kind() + " of the token", binding.thumbprint())
                    .with("key of the proof", possession.key().orElse("there was no proof"))
                    .with("certificate", possession.certificate().orElse("there was none"));
        var asked = form.get("scope").map(Scopes::parse);
        if (asked.isPresent() || Reaches.areAsked(form))
            refuseMoreThanGranted(asked, presented, request);
        var now = clock.instant();
        if (client.profile().keepsRefreshToken()) return kept(presented, asked, request, now);
        var rotation = authorizations.rotate(
                presented.authorization(),
                presented.generation(),
                now,
                now.plus(client.tokens().lifetimes().refreshToken()));
        return switch (rotation) {
            case Rotation.Rotated(var standing) -> successor(standing, presented, asked, request, now);
            case Rotation.Before(var standing, var at, var live) -> {
                if (live && now.isBefore(at.plus(client.tokens().lifetimes().refreshGrace())))
                    yield successor(standing, presented, asked, request, now);
                throw reused(standing, client);
            }
            case Rotation.Stale(var standing) -> throw reused(standing, client);
            case Rotation.Dead() ->
                throw unusable("it is revoked, or was not used in time, or its authorization is forgotten");
        };
    }

    /// No rotation: the token stays as good as it was, and lasts on.
    private Granted kept(Presented presented, Optional<Scopes> asked, TokenRequest request, Instant now) {
        var standing = authorizations.prolong(presented.authorization(), presented.generation(), now,
                now.plus(request.client().tokens().lifetimes().refreshToken()))
                .orElseThrow(() -> unusable("its authorization is forgotten"));
        return granted(standing, asked, request, now, null);
    }

    /// Looked at before the token is spent, so that a mistake in these does not cost the client its token.
    private void refuseMoreThanGranted(Optional<Scopes> asked, Presented presented, TokenRequest request) {
        var authorization = authorizations.find(presented.authorization())
                .map(Standing::authorization)
                .orElseThrow(() -> unusable("its authorization is forgotten"));
        var granted = authorization.scopes();
        if (asked.isPresent() && !asked.get().within(granted))
            throw invalidScope("scope exceeds what the person granted: " + asked.get().minus(granted))
                    .by("RFC 6749 §6")
                    .with("granted", granted);
        request.within(authorization);
    }

    private Granted successor(
            Standing standing, Presented presented, Optional<Scopes> asked, TokenRequest request, Instant now) {
        return granted(standing, asked, request, now,
                refreshTokens.successor(presented, request.client().id()));
    }

    private static Granted granted(Standing standing, Optional<Scopes> asked, TokenRequest request, Instant now,
            @Nullable String refreshToken) {
        var authorization = standing.authorization();
        if (!standing.stands(request.client()) || !now.isBefore(authorization.expiresAt()))
            throw unusable("its authorization does not stand any more")
                    .with("session", standing.sessionAlive() ? "lives" : "has ended")
                    .with("authorization", standing.revoked() ? "revoked" : "not revoked")
                    .with("authorization ends", When.of(authorization.expiresAt(), now))
                    .with("account", standing.user().status());
        return new Granted.ToPerson(standing, asked.orElse(authorization.scopes()), null, refreshToken,
                request.within(authorization));
    }

    private OAuthException reused(Standing standing, Client client) {
        var authorization = standing.authorization();
        if (authorizations.revoke(authorization.id()))
            audit.record(new AuditEvent.RefreshTokenReused(client.id(), authorization.user(), authorization.id()));
        return invalidGrant("refresh_token was used before; for safety everything issued with it has been revoked")
                .by("RFC 9700 §4.14.2")
                .with("retries within", client.tokens().lifetimes().refreshGrace());
    }

    /// One answer for all of these.
    private static OAuthException unusable(String cause) {
        return invalidGrant("refresh_token is unknown, expired or revoked, or was issued to another client")
                .by("RFC 6749 §6")
                .with("cause", cause);
    }
}
